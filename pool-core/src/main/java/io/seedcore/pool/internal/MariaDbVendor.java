package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** MariaDB Connector/J, used for {@code jdbc:mariadb:} addresses. */
final class MariaDbVendor extends Vendor {

    MariaDbVendor(ConnectionPoolSettings settings) {
        super(settings, "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client");
    }

    @Override
    void defaults(Properties properties, DatabaseAddress address) {
        properties.setProperty("connectionAttributes", "program_name:" + APPLICATION_NAME);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("allowLocalInfile", "false");
    }

    @Override
    void timeouts(Properties properties, Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
    }

    @Override
    void encryption(Properties properties) {
        settings()
                .target()
                .sslMode()
                .ifPresent(mode -> properties.setProperty(
                        "sslMode",
                        switch (mode) {
                            case DISABLE, ALLOW, PREFER -> "disable";
                            case REQUIRE -> "trust";
                            case VERIFY_CA -> "verify-ca";
                            case VERIFY_FULL -> "verify-full";
                        }));
        settings().target().sslRootCert().ifPresent(file -> properties.setProperty("serverSslCert", file.toString()));
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        MySqlSession.prepare(connection, settings());
    }
}
