package io.seedcore.pool.internal.driver;

import java.sql.SQLException;

/** The server answers and takes no writes. */
final class NotWritableException extends SQLException {

    private static final long serialVersionUID = 1L;

    /** @param reason what the server is instead, such as {@code a standby}; of no host */
    NotWritableException(String reason) {
        super(reason, "25006");
    }
}
