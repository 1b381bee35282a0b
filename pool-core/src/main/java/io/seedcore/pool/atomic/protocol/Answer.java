package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;

/** What came of a {@link Request}. */
public sealed interface Answer {

    /** Answers that say no more than themselves. */
    enum Plain implements Answer {
        /** The database said that it happened. */
        DONE,
        /** No answer, or one that leaves open whether it happened, now or later. */
        SILENCE,
        /** The database does not know what was asked for: a branch, or a decision. */
        NOT_FOUND,
        /** A transaction that is not over stands in the way. */
        BLOCKED
    }

    /**
     * A decision that stands in a store, found or just written.
     *
     * @param late whether so much time has passed that an earlier decision could have been removed since; to a
     *     {@link Removal}, whether the decision is old enough to go
     */
    record Found(Decision decision, boolean late) implements Answer {}

    /** Whether a branch stood in the list. */
    record Listed(boolean prepared) implements Answer {}
}
