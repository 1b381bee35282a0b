package io.seedcore.pool.internal.watch;

import java.time.Duration;

/**
 * The times of the watch, all derived from the silence timeout.
 *
 * @param silence within this, whoever waits for a lost server is released
 * @param period between two looks
 * @param quiet a connection that has been silent for longer is asked about
 * @param distance between the two answers that it takes to give a connection up
 * @param patience with the server when it is asked
 */
record Bounds(Duration silence, Duration period, Duration quiet, Duration distance, Duration patience) {

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(10);
    private static final Duration LONGEST_DISTANCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(3);

    static Bounds of(Duration silence) {
        return new Bounds(
                silence,
                atMost(LONGEST_PERIOD, silence.dividedBy(30)),
                atMost(LONGEST_QUIET, silence.dividedBy(3)),
                atMost(LONGEST_DISTANCE, silence.dividedBy(15)),
                atMost(LONGEST_PATIENCE, silence.dividedBy(10)));
    }

    private static Duration atMost(Duration limit, Duration wanted) {
        return wanted.compareTo(limit) < 0 ? wanted : limit;
    }

    /** Early enough that looking only now and then does not make it later than {@link #silence()}. */
    Duration verdict() {
        return silence.minus(period.multipliedBy(2));
    }
}
