package io.seedcore.pool.jakarta.internal.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** What PostgreSQL's driver knows of a transaction. Used for connections of that driver alone. */
final class PostgresTransaction {

    private PostgresTransaction() {}

    /** Whether a statement failed in it, so that a commit would answer success and store nothing. */
    static boolean hasFailed(Connection connection) {
        try {
            return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
        } catch (SQLException e) {
            // Unwrapping fails for a connection that is gone; the commit itself will say so.
            return false;
        }
    }
}
