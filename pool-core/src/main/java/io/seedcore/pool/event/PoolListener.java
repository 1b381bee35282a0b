package io.seedcore.pool.event;

import java.time.Duration;

/**
 * Told what happens in the pools of a registry. Override what is of interest.
 *
 * <p>Called on the thread on which it happens, for {@link #connectionAcquired} and {@link #connectionReturned} on the
 * borrower's: return at once, never block. What a listener throws is logged and changes nothing for the pool. Kinds of
 * database whose driver pools by itself (Neo4j) tell only what the driver tells.
 */
public interface PoolListener {

    /** A pool was opened; nothing is connected yet. */
    default void poolOpened(String pool) {}

    /** A pool was closed with all its connections. */
    default void poolClosed(String pool) {}

    default void connectionCreated(String pool, Duration took) {}

    default void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {}

    default void connectionClosed(String pool, CloseReason reason) {}

    /** A connection was lent after the caller had waited {@code waitedNanos} nanoseconds. */
    default void connectionAcquired(String pool, long waitedNanos) {}

    /** A connection came back after {@code usedNanos} nanoseconds. */
    default void connectionReturned(String pool, long usedNanos) {}

    /** A caller waited {@code waited} in vain. */
    default void acquisitionTimedOut(String pool, Duration waited) {}
}
