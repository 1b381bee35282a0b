package io.seedcore.pool.config;

/** How far a connection is encrypted and the server's certificate checked, in libpq's words. */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    /** Encrypted, certificate not checked. */
    REQUIRE,
    VERIFY_CA,
    /** Certificate and host name checked. */
    VERIFY_FULL;

    /** Whether the server's certificate is checked. */
    public boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }
}
