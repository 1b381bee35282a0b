package io.seedcore.pool.config;

/** Which returned connections have their session state reset. */
public enum SessionReset {
    /** Those on which something may have changed it. */
    TRACKED,
    /** All. */
    ALWAYS
}
