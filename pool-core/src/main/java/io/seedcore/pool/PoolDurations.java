package io.seedcore.pool;

/**
 * How long things took since a pool exists, precise to about a millisecond.
 *
 * @param acquire from asking for a connection to getting it; those who waited in vain are counted as timeouts
 * @param usage from getting a connection to giving it back
 */
public record PoolDurations(DurationCounts acquire, DurationCounts usage) {

    /** Both together. */
    public PoolDurations plus(PoolDurations other) {
        return new PoolDurations(acquire.plus(other.acquire), usage.plus(other.usage));
    }
}
