package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.sizing.ServerRoom;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What both drivers for MySQL's protocol have in common; either may meet a server of MySQL or of MariaDB. */
abstract class MySqlProtocolVendor extends Vendor {

    private static final int OLDEST_MYSQL = 800;
    private static final int OLDEST_MARIADB = 1005;

    /** Where they have their status. */
    private static final String MYSQL_STATUS = "performance_schema";

    private static final String MARIADB_STATUS = "information_schema";

    private static final String MYSQL_FACTS = facts("@@max_execution_time", MYSQL_STATUS);
    private static final String MARIADB_FACTS = facts("@@max_statement_time * 1000", MARIADB_STATUS);

    MySqlProtocolVendor(ConnectionPoolSettings settings, String driverClass, String library) {
        super(settings, driverClass, library);
    }

    @Override
    void defaults(Properties properties) {
        properties.setProperty("connectionAttributes", "program_name:" + APPLICATION_NAME);
        properties.setProperty("tcpKeepAlive", "true");
    }

    private static String facts(String statementTimeout, String schema) {
        return "select @@wait_timeout, @@max_connections, @@max_user_connections, " + statementTimeout
                + ", (select variable_value from " + schema + ".session_status where variable_name = 'Ssl_cipher')";
    }

    @Override
    final void timeouts(Properties properties, Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
    }

    @Override
    final boolean waitsAtTheDoor() {
        return false;
    }

    @Override
    final void prepare(Connection connection) throws SQLException {
        Duration limit = settings().times().statement();
        if (limit.isZero()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    isMariaDb(connection)
                            ? "set session max_statement_time = " + Durations.seconds(limit)
                            : "set session max_execution_time = " + limit.toMillis());
        }
    }

    /** A read-only variable that this server does not have is not among the answers. */
    @Override
    final void proveWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show global variables where variable_name in"
                        + " ('read_only', 'super_read_only', 'innodb_read_only')")) {
            while (rows.next()) {
                if (!rows.getString(2).equalsIgnoreCase("off")) {
                    throw new NotWritableException(rows.getString(1) + " is " + rows.getString(2));
                }
            }
        }
    }

    @Override
    public final SessionReport sessions(OpenedConnection asked, Set<Long> sessions) throws SQLException {
        return MySqlSessions.of(asked.connection(), asked.serverSession(), sessions);
    }

    @Override
    public final ServerRoom room(OpenedConnection asked) throws SQLException {
        return MySqlRoom.of(asked.connection(), isMariaDb(asked.connection()) ? MARIADB_STATUS : MYSQL_STATUS);
    }

    @Override
    final ServerFacts facts(Connection connection) throws SQLException {
        boolean mariaDb = isMariaDb(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(mariaDb ? MARIADB_FACTS : MYSQL_FACTS)) {
            row.next();
            return new ServerFacts(
                    outdated(connection, mariaDb),
                    "wait_timeout",
                    Duration.ofSeconds(row.getLong(1)),
                    row.getInt(2),
                    // One more than max_connections is admitted, for an administrator.
                    0,
                    row.getInt(3),
                    Duration.ofMillis(row.getLong(4)),
                    !String.valueOf(row.getString(5)).isEmpty());
        }
    }

    private static @Nullable String outdated(Connection connection, boolean mariaDb) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        int version = server.getDatabaseMajorVersion() * 100 + server.getDatabaseMinorVersion();
        return version < (mariaDb ? OLDEST_MARIADB : OLDEST_MYSQL)
                ? (mariaDb ? "MariaDB " : "MySQL ") + server.getDatabaseProductVersion()
                : null;
    }

    private static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    }
}
