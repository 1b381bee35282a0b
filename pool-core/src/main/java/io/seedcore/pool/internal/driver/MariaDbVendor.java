package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.HostAndPort;
import io.seedcore.pool.config.SslMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** MariaDB Connector/J, used for {@code jdbc:mariadb:} addresses. */
final class MariaDbVendor extends MySqlProtocolVendor {

    MariaDbVendor(ConnectionPoolSettings settings) {
        super(settings, "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client");
    }

    @Override
    void defaults(Properties properties) {
        super.defaults(properties);
        properties.setProperty("allowLocalInfile", "false");
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
        if (settings().target().sslMode().filter(SslMode::verifies).isPresent()) {
            properties.setProperty("tlsSocketType", VerifyingTlsPlugin.TYPE);
        }
    }

    @Override
    boolean saysOtherHost(String message, HostAndPort host) {
        return message.contains("SSL hostname verification failed");
    }

    @Override
    boolean saysNotEncrypted(String message) {
        return message.contains("ssl not enabled in the server");
    }

    @Override
    Class<?> socketFactory() {
        return MariaDbSocketFactory.class;
    }

    @Override
    long serverSession(Connection connection) throws SQLException {
        return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
    }
}
