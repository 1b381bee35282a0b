package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import java.util.Properties;

/** MariaDB Connector/J, used for {@code jdbc:mariadb:} addresses. */
final class MariaDbVendor extends MySqlProtocolVendor {

    MariaDbVendor(ConnectionPoolSettings settings) {
        super(settings, "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client");
    }

    @Override
    void defaults(Properties properties, DatabaseAddress address) {
        super.defaults(properties, address);
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
    }
}
