package io.seedcore.pool.error;

/** What was under way when an error came. */
enum Moment {
    CONNECT,
    STATEMENT,
    COMMIT
}
