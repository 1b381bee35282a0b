package io.seedcore.pool.internal.session;

import java.sql.SQLException;

/** A session may still hold what its borrower did. */
public final class SessionResetException extends SQLException {

    private static final long serialVersionUID = 1L;

    SessionResetException(String pool, Exception cause) {
        super(
                "SCP-220 " + pool
                        + ": the session could not be reset after its return; its connection is closed instead"
                        + " of lent again. The work of its borrower is not affected. If this happens often, look at the"
                        + " cause: the server or the network ends connections.",
                cause instanceof SQLException sql ? sql.getSQLState() : null,
                cause);
    }
}
