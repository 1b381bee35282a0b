package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.config.PoolSettings;

/**
 * One database, as it is read for one scrape.
 *
 * @param up whether it answered when it was last asked
 */
public record Reading(
        PoolSettings settings, PoolStats stats, PoolDurations durations, boolean up, PoolTimings timings) {}
