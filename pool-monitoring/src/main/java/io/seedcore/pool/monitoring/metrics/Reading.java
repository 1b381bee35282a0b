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
import java.util.Optional;

/**
 * One database, as it is read for one scrape.
 *
 * @param engineType whose part of it is looked at, where a metric tells who borrowed
 * @param uses what borrowers of each type have of it; of those types that the pool can tell apart
 * @param queries how long statements took, by who ran them and by kind; without kinds where they are not timed
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
        Map<EngineType, Map<QueryKind, DurationCounts>> queries,
        RecoveryReading recovery,
        Map<Verdict, Long> outcomes,
        boolean up,
        ServerRoom server,
        PoolTimings timings) {

    /** What those of the type that is looked at have. */
    PoolUse use() {
        return Objects.requireNonNull(uses.get(engineType));
    }

    /** How long statements of those of the type that is looked at took, by kind. */
    Map<QueryKind, DurationCounts> queriesOfType() {
        return queries.getOrDefault(engineType, Map.of());
    }

    /** How long all statements together took; empty where they are not timed. */
    public Optional<DurationCounts> allQueries() {
        return queries.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .reduce(DurationCounts::plus);
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
                created(),
                stats.failed() + stats.timeouts() + stats.closed().getOrDefault(CloseReason.INVALID, 0L));
    }

    private Timed created() {
        DurationHistogram sync = timings.creation(EngineType.SYNC);
        DurationHistogram async = timings.creation(EngineType.ASYNC);
        return new Timed(sync.count() + async.count(), sync.sum() + async.sum());
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
