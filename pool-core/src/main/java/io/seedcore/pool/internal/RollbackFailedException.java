package io.seedcore.pool.internal;

import java.sql.SQLException;

/** The driver's failure of a rollback as it was, recognizable for {@link FatalErrors}. */
final class RollbackFailedException extends SQLException {

    private static final long serialVersionUID = 1L;

    RollbackFailedException(SQLException failure) {
        super(failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), failure);
    }
}
