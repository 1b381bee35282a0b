package io.seedcore.pool.internal.driver;

import java.sql.Connection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** What a driver knows of the running transaction without asking the server. */
public final class DriverTransaction {

    private DriverTransaction() {}

    /** Whether PostgreSQL would answer a commit with success and store nothing. */
    public static boolean hasFailed(Connection connection) {
        return connection.getClass().getName().startsWith("org.postgresql.") && Postgres.hasFailed(connection);
    }

    /** Loaded only where the driver is there. */
    private static final class Postgres {

        static boolean hasFailed(Connection connection) {
            return ((BaseConnection) connection).getTransactionState() == TransactionState.FAILED;
        }
    }
}
