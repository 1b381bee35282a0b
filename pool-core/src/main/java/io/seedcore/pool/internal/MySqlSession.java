package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.Durations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Session settings of MySQL and MariaDB servers, which go by different names. */
final class MySqlSession {

    private MySqlSession() {}

    static void prepare(Connection connection, ConnectionPoolSettings settings) throws SQLException {
        Duration statement = settings.times().statement();
        if (statement.isZero()) {
            return;
        }
        boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        try (Statement set = connection.createStatement()) {
            set.execute(
                    mariaDb
                            ? "set session max_statement_time = " + Durations.seconds(statement)
                            : "set session max_execution_time = " + statement.toMillis());
        }
    }
}
