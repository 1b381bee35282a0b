package io.seedcore.pool.atomic.spi;

/** What came back from a commit. */
public enum CommitAnswer {
    /** The server said that it is stored. */
    COMMITTED,
    /** The server said that nothing is stored. */
    REFUSED,
    /** Anything else, silence included. */
    UNKNOWN
}
