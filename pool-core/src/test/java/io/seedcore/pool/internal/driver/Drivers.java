package io.seedcore.pool.internal.driver;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.util.HashMap;
import java.util.Map;

/** The three JDBC drivers, each with settings for a server at some address. */
enum Drivers {
    PGJDBC("postgresql", "POSTGRES_", DevDatabaseKind.POSTGRESQL),
    CONNECTOR_J("mysql", "MYSQL_", DevDatabaseKind.MYSQL),
    MARIADB("mysql", "MYSQL_", DevDatabaseKind.MYSQL);

    static final String SECRET = "s3cret-of-the-tests";

    private final String pool;
    private final String prefix;
    private final DevDatabaseKind kind;

    Drivers(String pool, String prefix, DevDatabaseKind kind) {
        this.pool = pool;
        this.prefix = prefix;
        this.kind = kind;
    }

    DevDatabaseKind kind() {
        return kind;
    }

    DevDatabase shared() {
        return DevDatabases.shared().get(kind);
    }

    String variable(String name) {
        return prefix + name;
    }

    /** A user who exists nowhere. {@code more} holds names without prefix and their values. */
    Vendor at(String hosts, Map<String, String> more) {
        return at(hosts, "seedcore", "nobody", SECRET, more);
    }

    Vendor at(String hosts, DevDatabase credentials, Map<String, String> more) {
        return at(hosts, credentials.database(), credentials.user(), credentials.password(), more);
    }

    static String address(DevDatabase database) {
        return database.host() + ":" + database.port();
    }

    private Vendor at(String hosts, String database, String user, String password, Map<String, String> more) {
        return Vendor.of(settings(hosts, database, user, password, more));
    }

    ConnectionPoolSettings settings(
            String hosts, String database, String user, String password, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        if (this == MARIADB) {
            settings.put(variable("URL"), "jdbc:mariadb://" + hosts + "/" + database);
        } else {
            settings.put(variable("HOST"), hosts);
            settings.put(variable("DB"), database);
        }
        settings.put(variable("USER"), user);
        settings.put(variable("PASSWORD"), password);
        more.forEach((name, value) -> settings.put(variable(name), value));
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            return (ConnectionPoolSettings) registry.settings(pool).orElseThrow();
        }
    }
}
