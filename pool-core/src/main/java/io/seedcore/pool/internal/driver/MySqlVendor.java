package io.seedcore.pool.internal.driver;

import com.mysql.cj.jdbc.JdbcConnection;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.HostAndPort;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** MySQL Connector/J, for MySQL and MariaDB servers. */
final class MySqlVendor extends MySqlProtocolVendor {

    MySqlVendor(ConnectionPoolSettings settings) {
        super(settings, "com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j");
    }

    @Override
    void defaults(Properties properties) {
        super.defaults(properties);
        // Payara names a key store of its own to the JVM, and MariaDB ends a connection that presents its certificate.
        properties.setProperty("fallbackToSystemKeyStore", "false");
    }

    @Override
    void encryption(Properties properties) throws SQLException {
        settings()
                .target()
                .sslMode()
                .ifPresent(mode -> properties.setProperty(
                        "sslMode",
                        switch (mode) {
                            case DISABLE -> "DISABLED";
                            case ALLOW, PREFER -> "PREFERRED";
                            case REQUIRE -> "REQUIRED";
                            case VERIFY_CA -> "VERIFY_CA";
                            case VERIFY_FULL -> "VERIFY_IDENTITY";
                        }));
        Path rootCert = settings().target().sslRootCert().orElse(null);
        if (rootCert != null) {
            TrustStoreFile trusted = TrustStoreFile.of(rootCert);
            properties.setProperty("trustCertificateKeyStoreUrl", trusted.url());
            properties.setProperty("trustCertificateKeyStoreType", TrustStoreFile.TYPE);
            properties.setProperty("trustCertificateKeyStorePassword", TrustStoreFile.PASSWORD);
            properties.setProperty("fallbackToSystemTrustStore", "false");
        }
    }

    @Override
    Class<?> socketFactory() {
        return MySqlSocketFactory.class;
    }

    @Override
    long serverSession(Connection connection) throws SQLException {
        return connection.unwrap(JdbcConnection.class).getSession().getThreadId();
    }

    @Override
    boolean saysOtherHost(String message, HostAndPort host) {
        return message.contains("Server identity verification failed");
    }

    @Override
    boolean saysNotEncrypted(String message) {
        return message.contains("SSL Connection required, but not provided by server");
    }
}
