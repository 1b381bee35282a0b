package io.seedcore.pool.atomic;

/** What was decided about a transaction, for ever. The names stand in the databases. */
public enum Decision {
    /** Every database keeps its part. */
    COMMITTED,
    /** No database keeps any of it. */
    ABORTED
}
