package io.seedcore.pool.internal.session;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.ConnectionPoolSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** How a server's session becomes again what it was when it was opened. */
interface ServerReset {

    /** @param connection the driver's, outside a transaction and in autocommit mode */
    void run(Connection connection) throws SQLException;

    /** Whether there is a way; otherwise a touched session ends. */
    default boolean isPossible() {
        return true;
    }

    static ServerReset of(ConnectionPoolSettings settings, Connection connection) throws SQLException {
        if (settings.behaviour().pgBouncer()) {
            // The server's session was somebody else's as soon as the last transaction was over.
            return nothing -> {};
        }
        if (settings.kind() == DatabaseKind.POSTGRESQL) {
            return new PostgresReset();
        }
        SessionStart start = SessionStart.of(connection);
        return settings.target().address().protocol().equals("mysql")
                ? new ConnectorJReset(start, connection)
                : new MariaDbReset(start);
    }
}
