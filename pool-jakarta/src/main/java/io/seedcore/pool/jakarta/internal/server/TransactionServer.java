package io.seedcore.pool.jakarta.internal.server;

import java.util.Optional;

/** Knows where one kind of server keeps its transaction manager. */
interface TransactionServer {

    /** Empty where this is another server. */
    Optional<TransactionServices> find();
}
