package io.seedcore.pool.internal;

import java.sql.SQLException;

/**
 * The driver's failure of a rollback as it was, recognizable for {@link FatalErrors}. HikariCP lends a connection again that
 * throws anything but an {@link SQLException}, so whatever is thrown becomes one.
 */
final class RollbackFailedException extends SQLException {

    private static final long serialVersionUID = 1L;

    RollbackFailedException(Throwable failure) {
        super(
                failure instanceof SQLException ? failure.getMessage() : failure.toString(),
                failure instanceof SQLException sql ? sql.getSQLState() : null,
                failure instanceof SQLException sql ? sql.getErrorCode() : 0,
                failure);
    }
}
