package io.seedcore.pool.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How long a comparison may take. */
public enum Effort {
    /** A few minutes: enough to see who is ahead, not by how many percent. */
    QUICK,
    FULL;

    private static final Duration QUICK_ROUNDS = Duration.ofSeconds(270);

    /** Whether there is time for another round: a quick comparison ends in time on a busy machine too. */
    boolean leavesTime() {
        return this == FULL || ManagementFactory.getRuntimeMXBean().getUptime() < QUICK_ROUNDS.toMillis();
    }

    /** One of two texts, times or whatever else. */
    public <T> T of(T quick, T full) {
        return this == QUICK ? quick : full;
    }

    /** One of two numbers of rounds, calls or seconds. */
    public int of(int quick, int full) {
        return this == QUICK ? quick : full;
    }
}
