package io.seedcore.pool.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Told what happens in the pools of a registry. Override what is of interest.
 *
 * <p>Called on the thread on which it happens, which may be a borrower's: return at once, never block. Lending and giving
 * back are no events, for the sake of speed; {@link io.seedcore.pool.Pool#durations()} counts them. What a listener throws is logged and changes nothing for the pool. Kinds of
 * database whose driver pools by itself (Neo4j) tell only what the driver tells.
 */
public interface PoolListener {

    /** A pool was opened; nothing is connected yet. */
    default void poolOpened(String pool) {}

    /** A pool was closed with all its connections. */
    default void poolClosed(String pool) {}

    default void connectionCreated(String pool, Duration took) {}

    /** As above, where it is known for whom it was opened. */
    default void connectionCreated(String pool, EngineType engineType, Duration took) {
        connectionCreated(pool, took);
    }

    default void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {}

    /** As above, where it is known for whom the connection was to be opened. */
    default void connectionFailed(
            String pool, EngineType engineType, ConnectError error, Throwable cause, Duration took) {
        connectionFailed(pool, error, cause, took);
    }

    default void connectionClosed(String pool, CloseReason reason) {}

    /** A connection has been lent for {@code held}, longer than the leak threshold; told once per loan. */
    default void connectionLeaked(String pool, Duration held) {}

    /** A caller waited {@code waited} in vain. */
    default void acquisitionTimedOut(String pool, Duration waited) {}

    /**
     * The pool began or ceased to open connections.
     *
     * @param cause the failure that opened the circuit; null when it closed
     */
    default void circuitChanged(String pool, CircuitState state, @Nullable Throwable cause) {}
}
