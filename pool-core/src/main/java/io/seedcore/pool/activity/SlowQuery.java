package io.seedcore.pool.activity;

import io.seedcore.pool.QueryKind;
import java.time.Duration;
import java.time.Instant;

/**
 * A statement that took long.
 *
 * @param shape its text without comments, with {@code ?} for each literal and parameter, and cut where it is long
 * @param took from handing it to the driver until the driver returned; the longest of all of that shape
 * @param at when it ended
 */
public record SlowQuery(String shape, QueryKind kind, Duration took, Instant at) {}
