package io.seedcore.pool.monitoring.fault;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.sizing.ServerRoom;
import java.time.Duration;
import java.util.Map;

/** A pool whose probe does what its settings say. */
final class FaultyPool implements Pool {

    private final FaultySettings settings;

    FaultyPool(FaultySettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DatabaseKind kind() {
        return settings.kind();
    }

    @Override
    public FaultySettings settings() {
        return settings;
    }

    @Override
    public PoolStats stats() {
        return settings.stats().get();
    }

    @Override
    public PoolDurations durations() {
        return new PoolDurations(
                DurationCounts.of(new long[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}, 40_002),
                DurationCounts.of(new long[] {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, 250));
    }

    @Override
    public Map<QueryKind, DurationCounts> queries(EngineType type) {
        return type == EngineType.ASYNC
                ? Map.of()
                : Map.of(
                        QueryKind.SELECT,
                        DurationCounts.of(new long[] {5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1}, 70_004));
    }

    @Override
    public ProbeResult probe(Duration timeout) {
        return settings.probe().apply(timeout);
    }

    @Override
    public ServerRoom serverRoom(Duration timeout) {
        return settings.room().get();
    }

    @Override
    public void warmUp() {}

    @Override
    public void close() {}
}
