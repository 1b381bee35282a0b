package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import io.seedcore.pool.config.Durations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** What both drivers for MySQL's protocol have in common; either may meet a server of MySQL or of MariaDB. */
abstract class MySqlProtocolVendor extends Vendor {

    MySqlProtocolVendor(ConnectionPoolSettings settings, String driverClass, String library) {
        super(settings, driverClass, library);
    }

    @Override
    void defaults(Properties properties, DatabaseAddress address) {
        properties.setProperty("connectionAttributes", "program_name:" + APPLICATION_NAME);
        properties.setProperty("tcpKeepAlive", "true");
    }

    @Override
    final void timeouts(Properties properties, Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
    }

    @Override
    final void prepare(Connection connection) throws SQLException {
        Duration limit = settings().times().statement();
        if (limit.isZero()) {
            return;
        }
        boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    mariaDb
                            ? "set session max_statement_time = " + Durations.seconds(limit)
                            : "set session max_execution_time = " + limit.toMillis());
        }
    }
}
