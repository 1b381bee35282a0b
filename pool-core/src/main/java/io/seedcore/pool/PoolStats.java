package io.seedcore.pool;

import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.CloseReason;
import java.io.Serializable;
import java.util.Map;

/**
 * A pool at one moment.
 *
 * @param size connections the pool keeps open ({@code pool_size})
 * @param maxSize the most it opens, overflow included; {@link Integer#MAX_VALUE} when there is no limit
 * @param checkedOut connections that are lent
 * @param checkedIn idle connections that exist
 * @param overflow connections open above {@code size}, never negative
 * @param invalid connections found unusable that are not closed yet
 * @param pending callers waiting for a connection
 * @param created connections opened since the pool exists
 * @param failed attempts to open one that failed
 * @param timeouts callers that waited in vain
 * @param leaks loans that lasted longer than the leak threshold; zero where there is none
 * @param closed connections closed since the pool exists, by reason; a reason that never occurred has no entry
 * @param circuit whether it opens connections now
 */
public record PoolStats(
        int size,
        int maxSize,
        int checkedOut,
        int checkedIn,
        int overflow,
        int invalid,
        int pending,
        long created,
        long failed,
        long timeouts,
        long leaks,
        Map<CloseReason, Long> closed,
        CircuitState circuit)
        implements Serializable {

    public PoolStats {
        closed = Map.copyOf(closed);
    }

    /** Lent connections in percent of {@code size}: above 100 means that overflow is in use. */
    public double utilizationPercent() {
        return 100.0 * checkedOut / size;
    }
}
