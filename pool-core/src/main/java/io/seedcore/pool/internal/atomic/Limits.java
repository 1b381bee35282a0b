package io.seedcore.pool.internal.atomic;

import java.time.Duration;

/**
 * How long things may take. Whether a transaction is stored as a whole depends on none of them.
 *
 * @param answer longest wait for an answer over a direct connection
 * @param prepare longest time until everybody is prepared
 * @param settle longest time for finding out what was decided, after a lost answer
 * @param finish longest time in which the caller waits for decided branches to be ended; recovery ends the others
 * @param grace how long a branch is left to its coordinator
 * @param stall after which sessions that are in the way are ended
 * @param scan between two scans
 * @param retention how long a decision is kept that its coordinator did not remove
 */
record Limits(
        Duration answer,
        Duration prepare,
        Duration settle,
        Duration finish,
        Duration grace,
        Duration stall,
        Duration scan,
        Duration retention) {

    static final Limits USUAL = new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofHours(24));

    /** Decisions to abort may go at any time; they are kept a little, for people who look. */
    Duration retentionOfAborted() {
        return retention.dividedBy(24);
    }
}
