package io.seedcore.pool.activity;

import java.time.Instant;

/**
 * Failures of one class.
 *
 * @param type label of an {@link io.seedcore.pool.error.ErrorCategory}, or {@code timeout} and {@code overload} for callers
 *     that the pool sent away
 * @param code SQLState, after the server's own number where it has one; Neo4j's code; or ours ({@code SCP-201})
 * @param count how many there were since it is remembered
 * @param last when the last one was
 */
public record RecentError(String type, String code, long count, Instant last) {}
