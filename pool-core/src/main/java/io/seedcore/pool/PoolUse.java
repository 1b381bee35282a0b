package io.seedcore.pool;

/**
 * What callers of one {@link io.seedcore.pool.event.EngineType} have of a pool; all types together are the whole pool.
 *
 * @param checkedOut connections that are lent to them
 * @param timeouts those who waited in vain
 * @param durations how long they waited for connections, and used them
 */
public record PoolUse(int checkedOut, long timeouts, PoolDurations durations) {}
