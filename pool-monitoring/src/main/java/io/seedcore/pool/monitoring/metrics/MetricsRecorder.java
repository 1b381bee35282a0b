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

    /**
     * What was heard of the youngest pool of a name.
     *
     * @param open pools of that name that were opened and are not closed: a second one while the first still drains; none
     *     when something was heard before the first was opened, which is then its own
     */
    private record Heard(int open, PoolTimings timings) {}

    private final Map<String, Heard> pools = new ConcurrentHashMap<>();
    private final Map<String, Map<EngineType, Set<String>>> declared = new ConcurrentHashMap<>();

    PoolTimings timings(String pool) {
        Heard heard = pools.get(pool);
        return (heard == null ? pools.computeIfAbsent(pool, name -> new Heard(0, nothing(name))) : heard).timings();
    }

    private PoolTimings nothing(String pool) {
        return new PoolTimings(declared.getOrDefault(pool, Map.of()));
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
        connectionCreated(pool, EngineType.SYNC, took);
    }

    @Override
    public void connectionCreated(String pool, EngineType engineType, Duration took) {
        timings(pool).creation(engineType).record(took.toNanos());
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
    public void poolOpened(String pool) {
        pools.merge(
                pool,
                new Heard(1, nothing(pool)),
                (before, opened) -> before.open() == 0
                        ? new Heard(1, before.timings())
                        : new Heard(before.open() + 1, opened.timings()));
    }

    @Override
    public void poolClosed(String pool) {
        pools.computeIfPresent(
                pool, (name, before) -> before.open() > 1 ? new Heard(before.open() - 1, before.timings()) : null);
    }
}
