package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.spi.AtomicEngine;

/** Runs the protocol with its usual limits. */
public final class ProtocolEngine implements AtomicEngine {

    @Override
    public AtomicTransactions open(PoolRegistry registry) {
        return new Engine(registry, Limits.USUAL, Witness.NONE);
    }
}
