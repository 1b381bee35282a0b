package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.monitoring.anomaly.AnomalyListener;
import io.seedcore.pool.monitoring.anomaly.Series;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times what happens in the pools of a registry and is not counted by the pools themselves, as borrowing is.
 * Thread-safe.
 */
public final class MetricsRecorder implements PoolListener, AnomalyListener {

    private final Map<String, PoolTimings> pools = new ConcurrentHashMap<>();
    private final Map<String, Map<EngineType, Set<String>>> declared = new ConcurrentHashMap<>();

    PoolTimings timings(String pool) {
        PoolTimings timings = pools.get(pool);
        return timings == null
                ? pools.computeIfAbsent(pool, name -> new PoolTimings(declared.getOrDefault(name, Map.of())))
                : timings;
    }

    /** The application times queries of its own as {@code type}. To be called before anything is read. */
    public void declare(String pool, EngineType engineType, String type) {
        declared.computeIfAbsent(pool, ignored -> new ConcurrentHashMap<>())
                .computeIfAbsent(engineType, ignored -> ConcurrentHashMap.newKeySet())
                .add(type);
    }

    /** One of those queries is over; one that was not declared is not counted. */
    public void queried(String pool, EngineType engineType, String type, Duration took) {
        DurationHistogram durations = timings(pool).named(engineType).get(type);
        if (durations != null) {
            durations.record(took.toNanos());
        }
    }

    /** A database was asked whether it answers. */
    public void healthChecked(String pool, Duration took) {
        timings(pool).healthCheck.record(took.toNanos());
    }

    @Override
    public void scored(String database, Map<Series, Double> scores) {
        timings(database).anomalyScores = Map.copyOf(scores);
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
