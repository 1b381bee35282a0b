package io.seedcore.pool.config;

/** When a pool connects for the first time. */
public enum StartMode {
    /** On first use. */
    LAZY,
    /** When the application starts, in the background; a database that is down is only logged. */
    EAGER,
    /** When the application starts, which fails if the database does not answer. */
    REQUIRED
}
