package io.seedcore.pool.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@code DISCARD ALL}: parameters (to what the start-up message and the role's and database's defaults say), role,
 * prepared statements, cursors, temporary tables, advisory locks, listening, sequences. pgjdbc sees it pass and forgets
 * the statements that it had prepared.
 */
final class PostgresReset implements ServerReset {

    @Override
    public void run(Connection connection) throws SQLException {
        endTransaction(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
        }
    }

    /** One that was begun by a statement, which the driver only ends when not in autocommit mode; free if there is none. */
    private static void endTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
