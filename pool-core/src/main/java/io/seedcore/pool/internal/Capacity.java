package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings.Limits;

/** How many connections there may be; may change while the pool runs. Thread-safe. */
final class Capacity {

    private volatile Limits limits;

    Capacity(Limits limits) {
        this.limits = limits;
    }

    void change(Limits now) {
        limits = now;
    }

    /** Connections kept open. */
    int size() {
        return limits.poolSize();
    }

    /** The most there may be, overflow included; {@link Integer#MAX_VALUE} for no limit. */
    int max() {
        return limits.max();
    }
}
