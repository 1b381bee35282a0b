package io.seedcore.pool.config;

/** Whether a connection is tested when it is lent. */
public enum PrePing {
    /** Tested unless it answered within the last 500 ms. */
    TRUE,
    /** Never tested. */
    FALSE,
    /** Tested every time. */
    ALWAYS
}
