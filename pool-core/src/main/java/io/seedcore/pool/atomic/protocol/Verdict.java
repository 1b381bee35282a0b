package io.seedcore.pool.atomic.protocol;

/** What may be told to whoever asked for the commit. */
public enum Verdict {
    /** Stored everywhere, or about to be, whatever happens. */
    COMMITTED,
    /** Stored nowhere, for ever. */
    ROLLED_BACK,
    /** One of the two, the same everywhere, but not known now. */
    UNKNOWN
}
