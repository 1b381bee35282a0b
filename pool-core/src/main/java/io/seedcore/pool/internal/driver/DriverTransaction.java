package io.seedcore.pool.internal.driver;

import java.sql.Connection;
import org.postgresql.core.BaseConnection;

/** What a driver knows of the running transaction without asking the server. */
public final class DriverTransaction {

    private DriverTransaction() {}

    /** Whether PostgreSQL would answer a commit with success and store nothing. */
    public static boolean hasFailed(Connection connection) {
        return isPostgres(connection) && Postgres.isIn(connection, "FAILED");
    }

    /** Whether PostgreSQL said that no transaction is open. */
    public static boolean isClosed(Connection connection) {
        return isPostgres(connection) && Postgres.isIn(connection, "IDLE");
    }

    private static boolean isPostgres(Connection connection) {
        return connection.getClass().getName().startsWith("org.postgresql.");
    }

    /** Loaded only where the driver is there. */
    private static final class Postgres {

        static boolean isIn(Connection connection, String state) {
            return ((BaseConnection) connection).getTransactionState().name().equals(state);
        }
    }
}
