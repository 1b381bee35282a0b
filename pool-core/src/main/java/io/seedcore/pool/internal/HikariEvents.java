package io.seedcore.pool.internal;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import io.seedcore.pool.event.PoolListener;

/** HikariCP's measurements as events. Creation is measured by our creator, time-outs where they are thrown. */
record HikariEvents(String pool, PoolListener listener) implements IMetricsTracker {

    @Override
    public void recordConnectionAcquiredNanos(long waitedNanos) {
        listener.connectionAcquired(pool, waitedNanos);
    }

    @Override
    public void recordConnectionUsageMillis(long usedMillis) {
        listener.connectionReturned(pool, usedMillis);
    }
}
