package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.config.PoolSettings;
import java.util.Map;

/**
 * One database, as it is read for one scrape.
 *
 * @param queries how long statements took, by kind; empty where they are not timed
 * @param up whether it answered when it was last asked
 */
public record Reading(
        PoolSettings settings,
        PoolStats stats,
        PoolDurations durations,
        Map<QueryKind, DurationCounts> queries,
        boolean up,
        PoolTimings timings) {}
