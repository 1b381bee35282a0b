package io.seedcore.pool.resilience;

import io.seedcore.pool.error.ErrorCategory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How soon a failed connect is tried again, in order of gravity. Each wait is drawn at random from a range, so that many
 * pools do not come back in step.
 */
enum Backoff {
    /** There is no room for more: growing is tried every 5 to 6 s. */
    FULL(1, 5_000, 5_000, 20),
    /** The database does not answer: at most two attempts a second, the first less than a second after it is back. */
    DOWN(3, 500, 500, 60),
    /** Servers lock accounts and block hosts after a few refused attempts: 5 to 6 s at first, doubling to 60 s. */
    REFUSED(1, 5_000, 50_000, 20);

    private static final int MOST_DOUBLINGS = 10;

    private final int failuresToOpen;
    private final long firstMillis;
    private final long longestMillis;
    private final int spreadPercent;

    Backoff(int failuresToOpen, long firstMillis, long longestMillis, int spreadPercent) {
        this.failuresToOpen = failuresToOpen;
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.spreadPercent = spreadPercent;
    }

    static Backoff of(ErrorCategory category) {
        return switch (category) {
            case FULL -> FULL;
            case AUTHENTICATION, CONFIGURATION -> REFUSED;
            default -> DOWN;
        };
    }

    /** Failures one after the other that stop further attempts. */
    int failuresToOpen() {
        return failuresToOpen;
    }

    /** @param failures how many tries have failed since the circuit opened, 0 for none */
    long waitNanos(int failures, RandomGenerator random) {
        long least = Math.min(longestMillis, firstMillis << Math.min(failures, MOST_DOUBLINGS));
        return TimeUnit.MILLISECONDS.toNanos(least + random.nextLong(least * spreadPercent / 100 + 1));
    }
}
