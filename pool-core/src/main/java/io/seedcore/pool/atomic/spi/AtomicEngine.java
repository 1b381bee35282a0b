package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;

/** Runs the commit protocol. Found by {@link java.util.ServiceLoader}; stateless and thread-safe. */
@FunctionalInterface
public interface AtomicEngine {

    /** The transactions of {@code registry}. Asks no database. */
    AtomicTransactions open(PoolRegistry registry);
}
