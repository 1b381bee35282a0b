package io.seedcore.pool.monitoring.anomaly;

import io.seedcore.pool.DurationCounts;

/**
 * How often something happened, and how long that took together.
 *
 * @param seconds all of them together
 */
public record Timed(long count, double seconds) {

    static final Timed NONE = new Timed(0, 0);

    public static Timed of(DurationCounts counts) {
        return new Timed(counts.count(), counts.sum().toNanos() / 1e9);
    }

    Timed plus(Timed other) {
        return new Timed(count + other.count, seconds + other.seconds);
    }

    Timed minus(Timed before) {
        return new Timed(count - before.count, seconds - before.seconds);
    }

    /** NaN where it did not happen. */
    double mean() {
        return count == 0 ? Double.NaN : seconds / count;
    }
}
