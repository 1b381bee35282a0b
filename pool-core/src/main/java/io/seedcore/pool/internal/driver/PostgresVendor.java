package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import io.seedcore.pool.config.ValueType;
import java.sql.Connection;
import java.time.Duration;
import java.util.Properties;

/** pgjdbc. */
final class PostgresVendor extends Vendor {

    PostgresVendor(ConnectionPoolSettings settings) {
        super(settings, "org.postgresql.Driver", "org.postgresql:postgresql");
    }

    @Override
    void defaults(Properties properties, DatabaseAddress address) {
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        // Makes the name part of the start-up message; without it pgjdbc sends a SET after each login.
        properties.setProperty("assumeMinServerVersion", "9.0");
        properties.setProperty("tcpKeepAlive", "true");
        // Row values belong in no log.
        properties.setProperty("logServerErrorDetail", "false");
        if (address.hosts().size() > 1) {
            properties.setProperty("targetServerType", "primary");
        }
        if (settings().behaviour().pgBouncer()) {
            properties.setProperty("prepareThreshold", "0");
        }
        Duration statement = settings().times().statement();
        if (!statement.isZero()) {
            // As a start-up option, so that RESET and DISCARD bring it back.
            properties.setProperty("options", "-c statement_timeout=" + statement.toMillis());
        }
    }

    @Override
    void timeouts(Properties properties, Duration timeout) {
        String seconds = Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
    }

    @Override
    void encryption(Properties properties) {
        settings().target().sslMode().ifPresent(mode -> properties.setProperty("sslmode", ValueType.word(mode)));
        settings().target().sslRootCert().ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
    }

    @Override
    void prepare(Connection connection) {
        // Everything is said at start-up.
    }
}
