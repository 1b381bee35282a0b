package io.seedcore.pool.dev;

import java.io.Serial;

/** A database could not be found, started, stopped or started again; the message says what its process printed last. */
public final class DevDatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DevDatabaseException(String message) {
        super(message);
    }

    public DevDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
