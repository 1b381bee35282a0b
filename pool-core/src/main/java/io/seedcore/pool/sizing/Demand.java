package io.seedcore.pool.sizing;

import java.time.Duration;

/**
 * What was asked of a pool while it was watched.
 *
 * @param loansPerSecond connections given back per second, in the busiest window
 * @param held how long each of them had been held, on average
 * @param peak connections that were lent at the same time in one of fifty samples of that window
 * @param loans all that were given back while it was watched
 * @param watched for how long that was
 */
public record Demand(double loansPerSecond, Duration held, int peak, long loans, Duration watched) {

    static final Demand NONE = new Demand(0, Duration.ZERO, 0, 0, Duration.ZERO);

    /** Of a size and half of it as overflow, the size is this part. */
    private static final double SIZE_OF_ALL = 2 / 3.0;

    /** Connections that were lent at the same time in the busiest window, on average. */
    public double connections() {
        return loansPerSecond * held.toNanos() / 1e9;
    }

    /** The size that the average needs, and that covers the peak together with its overflow. */
    double size() {
        return Math.max(connections(), peak * SIZE_OF_ALL);
    }
}
