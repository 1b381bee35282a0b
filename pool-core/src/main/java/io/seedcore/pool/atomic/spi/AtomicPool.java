package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.Pool;

/** A pool whose database can take part in atomic transactions. */
public interface AtomicPool extends Pool {

    /** Its database as the commit protocol sees it; always the same. Connects to nothing. */
    AtomicDatabase atomic();
}
