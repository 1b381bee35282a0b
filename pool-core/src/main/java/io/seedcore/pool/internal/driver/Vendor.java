package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Collectors;

/** What differs between JDBC drivers: how a connection is asked for, and what is done with it first. */
public abstract class Vendor {

    public static final String APPLICATION_NAME = "seedcore-pool";

    private final ConnectionPoolSettings settings;
    private final String driverClass;
    private final String library;

    Vendor(ConnectionPoolSettings settings, String driverClass, String library) {
        this.settings = settings;
        this.driverClass = driverClass;
        this.library = library;
    }

    public static Vendor of(ConnectionPoolSettings settings) {
        return switch (settings.target().address().protocol()) {
            case "postgresql" -> new PostgresVendor(settings);
            case "mysql" -> new MySqlVendor(settings);
            default -> new MariaDbVendor(settings);
        };
    }

    /**
     * Opens a connection that is ready for use.
     *
     * @param timeout longest time to reach the server and, again, for each of its answers while logging in
     */
    public final Connection open(DatabaseAddress address, Duration timeout) throws SQLException {
        Connection connection = driver().connect(url(address), properties(address, timeout));
        if (connection == null) {
            throw new SQLException(
                    "SCP-103 " + settings.name() + ": " + driverClass + " does not take the address", "08001");
        }
        try {
            prepare(connection);
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private Driver driver() throws SQLException {
        try {
            return (Driver) Class.forName(driverClass, true, Vendor.class.getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException(
                    "SCP-103 " + settings.name() + ": the JDBC driver " + driverClass
                            + " is not on the class path. Add " + library + ".",
                    "08001",
                    e);
        }
    }

    private String url(DatabaseAddress address) {
        return "jdbc:" + address.protocol() + "://"
                + address.hosts().stream().map(Object::toString).collect(Collectors.joining(",")) + "/"
                + URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
    }

    private Properties properties(DatabaseAddress address, Duration timeout) throws SQLException {
        Properties properties = new Properties();
        defaults(properties, address);
        address.properties().forEach(properties::setProperty);
        properties.setProperty("user", settings.target().user());
        settings.target().password().ifPresent(password -> properties.setProperty("password", password.reveal()));
        timeouts(properties, timeout);
        encryption(properties);
        return properties;
    }

    final ConnectionPoolSettings settings() {
        return settings;
    }

    /** Properties that an address may override. */
    abstract void defaults(Properties properties, DatabaseAddress address);

    /** Bounds connecting and each read; the bound on reads is lifted once the connection is ready. */
    abstract void timeouts(Properties properties, Duration timeout);

    abstract void encryption(Properties properties) throws SQLException;

    /** Brings a new session into the state in which every borrower finds it. */
    abstract void prepare(Connection connection) throws SQLException;
}
