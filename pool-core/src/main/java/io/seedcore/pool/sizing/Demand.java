package io.seedcore.pool.sizing;

import java.time.Duration;

/**
 * What was asked of a pool while it was watched.
 *
 * @param loansPerSecond connections given back per second, in the busiest window
 * @param held how long each of them had been held, on average
 * @param loans all that were given back while it was watched
 * @param watched for how long that was
 */
public record Demand(double loansPerSecond, Duration held, long loans, Duration watched) {

    static final Demand NONE = new Demand(0, Duration.ZERO, 0, Duration.ZERO);

    /** Connections that were lent at the same time in the busiest window, on average. */
    public double connections() {
        return loansPerSecond * held.toNanos() / 1e9;
    }
}
