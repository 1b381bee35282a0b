package io.seedcore.pool.internal.driver;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import org.mariadb.jdbc.util.constants.ServerStatus;
import org.postgresql.core.BaseConnection;

/** What a driver knows of the running transaction without asking the server. */
public final class DriverTransaction {

    private DriverTransaction() {}

    /** Whether PostgreSQL would answer a commit with success and store nothing. */
    public static boolean hasFailed(Connection connection) {
        return isPostgres(connection) && Postgres.isIn(connection, "FAILED");
    }

    /**
     * Whether the server said that no transaction is open. MySQL and MariaDB say nothing of it with an error, after which
     * MariaDB's driver takes one for open and MySQL's goes on with what was said before.
     */
    public static boolean isClosed(Connection connection) {
        String driver = connection.getClass().getName();
        if (driver.startsWith("org.mariadb.")) {
            return MariaDb.isClosed(connection);
        }
        return driver.startsWith("com.mysql.")
                ? MySql.isClosed(connection)
                : isPostgres(connection) && Postgres.isIn(connection, "IDLE");
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

    private static final class MariaDb {

        static boolean isClosed(Connection connection) {
            int status = ((org.mariadb.jdbc.Connection) connection).getContext().getServerStatus();
            return (status & ServerStatus.IN_TRANSACTION) == 0;
        }
    }

    private static final class MySql {

        static boolean isClosed(Connection connection) {
            return !((JdbcConnection) connection)
                    .getSession()
                    .getServerSession()
                    .inTransactionOnServer();
        }
    }
}
