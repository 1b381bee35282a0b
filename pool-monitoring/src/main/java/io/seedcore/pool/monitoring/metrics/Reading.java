package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolUse;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.anomaly.PoolLook;
import io.seedcore.pool.monitoring.anomaly.Timed;
import io.seedcore.pool.sizing.ServerRoom;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One database, as it is read for one scrape.
 *
 * @param engineType whose part of it is looked at, where a metric tells who borrowed
 * @param uses what borrowers of each type have of it; of those types that the pool can tell apart
 * @param queries how long statements took, by kind; empty where they are not timed
 * @param recovery what is known of transactions that are in doubt there
 * @param outcomes how transactions ended in which it had a part
 * @param up whether it answered when it was last asked
 * @param server what its server has room for
 */
public record Reading(
        PoolSettings settings,
        PoolStats stats,
        EngineType engineType,
        Map<EngineType, PoolUse> uses,
        Map<QueryKind, DurationCounts> queries,
        RecoveryReading recovery,
        Map<Verdict, Long> outcomes,
        boolean up,
        ServerRoom server,
        PoolTimings timings) {

    /** What those of the type that is looked at have. */
    PoolUse use() {
        return Objects.requireNonNull(uses.get(engineType));
    }

    /** What all borrowers together have had. */
    public PoolDurations durations() {
        return uses.values().stream()
                .map(PoolUse::durations)
                .reduce(PoolDurations::plus)
                .orElseThrow();
    }

    /** What is watched for anomalies. */
    PoolLook look() {
        PoolDurations durations = durations();
        return new PoolLook(
                settings.name(),
                settings,
                stats.size(),
                stats.checkedOut(),
                Timed.of(durations.acquire()),
                Timed.of(durations.usage()),
                new Timed(timings.creation.count(), timings.creation.sum()),
                stats.failed() + stats.timeouts() + stats.closed().getOrDefault(CloseReason.INVALID, 0L));
    }

    /** The same database, looked at for each type. */
    List<Reading> byEngineType() {
        return uses.keySet().stream().map(this::of).toList();
    }

    /** The same database, looked at for one type. */
    public Reading of(EngineType type) {
        return new Reading(settings, stats, type, uses, queries, recovery, outcomes, up, server, timings);
    }
}
