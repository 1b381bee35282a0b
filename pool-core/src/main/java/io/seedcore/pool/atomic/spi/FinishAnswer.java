package io.seedcore.pool.atomic.spi;

/** What came back from the commit or rollback of a prepared branch. Silence is an exception. */
public enum FinishAnswer {
    DONE,
    /** The server says that it has no such branch, which is no proof: it may belong to another session for now. */
    NOT_FOUND,
    /** Somebody else is just finishing it. */
    BUSY
}
