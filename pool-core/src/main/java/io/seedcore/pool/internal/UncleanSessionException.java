package io.seedcore.pool.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A session may still hold what its borrower did, so that nobody may borrow it again. HikariCP lends a connection again
 * after whatever it does not ask {@link FatalErrors} about, or what says no more than that a statement was cancelled: hence
 * whatever was thrown comes as this, with its code.
 */
abstract sealed class UncleanSessionException extends SQLException
        permits RollbackFailedException, SessionResetException {

    private static final long serialVersionUID = 1L;

    UncleanSessionException(@Nullable String message, Throwable cause) {
        super(
                message,
                cause instanceof SQLException sql ? sql.getSQLState() : null,
                cause instanceof SQLException sql ? sql.getErrorCode() : 0,
                cause);
    }
}
