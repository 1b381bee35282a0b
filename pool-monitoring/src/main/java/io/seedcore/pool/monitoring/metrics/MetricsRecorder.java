package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times what happens in the pools of a registry and is not counted by the pools themselves, as borrowing is.
 * Thread-safe.
 */
public final class MetricsRecorder implements PoolListener {

    private final Map<String, PoolTimings> pools = new ConcurrentHashMap<>();

    PoolTimings timings(String pool) {
        PoolTimings timings = pools.get(pool);
        return timings == null ? pools.computeIfAbsent(pool, ignored -> new PoolTimings()) : timings;
    }

    /** A database was asked whether it answers. */
    public void healthChecked(String pool, Duration took) {
        timings(pool).healthCheck.record(took.toNanos());
    }

    @Override
    public void connectionCreated(String pool, Duration took) {
        timings(pool).creation.record(took.toNanos());
    }

    @Override
    public void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {
        timings(pool).failed(EngineType.SYNC, error);
    }

    @Override
    public void connectionFailed(
            String pool, EngineType engineType, ConnectError error, Throwable cause, Duration took) {
        timings(pool).failed(engineType, error);
    }

    /** A pool of the same name that comes later starts from nothing, as its own counters do. */
    @Override
    public void poolClosed(String pool) {
        pools.remove(pool);
    }
}
