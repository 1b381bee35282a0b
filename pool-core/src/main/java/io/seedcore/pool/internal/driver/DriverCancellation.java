package io.seedcore.pool.internal.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** How a driver asks its server to cancel what a connection is executing. */
public final class DriverCancellation {

    private DriverCancellation() {}

    /**
     * PostgreSQL's driver asks but once for each execution of a statement, also where the server did not have it yet;
     * for a connection it asks each time.
     */
    public static void cancel(Connection connection, Statement executing) throws SQLException {
        if (connection.getClass().getName().startsWith("org.postgresql.")) {
            Postgres.cancel(connection);
        } else {
            executing.cancel();
        }
    }

    /** Loaded only where the driver is there. */
    private static final class Postgres {

        static void cancel(Connection connection) throws SQLException {
            ((PGConnection) connection).cancelQuery();
        }
    }
}
