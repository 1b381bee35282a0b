package io.seedcore.pool.sizing;

import java.time.Duration;
import java.util.Comparator;

/**
 * What was asked of a pool while it was watched.
 *
 * @param loansPerSecond connections given back per second, in the busiest window
 * @param held how long each of them had been held within that window, on average
 * @param peak connections that were lent at the same time in one of fifty samples of that window
 * @param loans all that were given back while it was watched
 * @param watched for how long that was
 */
public record Demand(double loansPerSecond, Duration held, int peak, long loans, Duration watched) {

    static final Demand NONE = new Demand(0, Duration.ZERO, 0, 0, Duration.ZERO);

    static final Comparator<Demand> BY_SIZE =
            Comparator.comparingInt(Demand::size).thenComparingDouble(Demand::connections);

    /** Connections that were lent at the same time in the busiest window, on average. */
    public double connections() {
        return loansPerSecond * held.toNanos() / 1e9;
    }

    /** Of the average, or of the peak where the average and half of it as overflow would not cover that. */
    int size() {
        int average = (int) Math.ceil(connections());
        return peak > average + average / 2 ? peak : average;
    }
}
