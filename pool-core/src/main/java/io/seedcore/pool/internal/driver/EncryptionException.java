package io.seedcore.pool.internal.driver;

import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;

/** The connection was not encrypted as the settings ask for, so no password was sent. */
final class EncryptionException extends SQLInvalidAuthorizationSpecException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message which check failed, and what to set; of no host
     * @param failure the driver's; suppressed instead of the cause, because drivers call it a lost connection
     */
    EncryptionException(String message, SQLException failure) {
        super(message, "28000");
        addSuppressed(failure);
    }
}
