package io.seedcore.pool.internal;

import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.event.EngineType;

/** The durations of several connections together, for callers of one type. For one thread at a time. */
final class UseTotals {

    private final EngineType type;
    private final long[] acquire;
    private final long[] usage;

    private UseTotals(EngineType type, long[] acquire, long[] usage) {
        this.type = type;
        this.acquire = acquire;
        this.usage = usage;
    }

    static UseTotals of(EngineType type) {
        return new UseTotals(type, UseLog.total(), UseLog.total());
    }

    UseTotals copy() {
        return new UseTotals(type, acquire.clone(), usage.clone());
    }

    void add(PhysicalConnection connection) {
        connection.acquireLog(type).addTo(acquire);
        connection.usageLog(type).addTo(usage);
    }

    PoolDurations durations() {
        return new PoolDurations(UseLog.counts(acquire), UseLog.counts(usage));
    }
}
