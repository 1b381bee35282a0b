package io.seedcore.pool;

import io.seedcore.pool.dev.DevDatabase;
import java.util.HashMap;
import java.util.Map;

/** The servers whose sessions must come back clean, each through one driver. */
enum SessionServers {
    POSTGRESQL(RelationalDatabases.POSTGRESQL, "POSTGRES_", ""),
    CONNECTOR_J(RelationalDatabases.MYSQL, "MYSQL_", ""),
    MARIADB_CONNECTOR(RelationalDatabases.MYSQL, "MYSQL_", "jdbc:mariadb://");

    final RelationalDatabases database;
    private final String prefix;
    private final String url;

    SessionServers(RelationalDatabases database, String prefix, String url) {
        this.database = database;
        this.prefix = prefix;
        this.url = url;
    }

    boolean isPostgres() {
        return this == POSTGRESQL;
    }

    /** A pool of one connection, so that whoever borrows after somebody gets the same session. */
    PoolRegistry onlyOneConnection(Map<String, String> more) {
        DevDatabase server = database.shared();
        return onlyOneConnection(server.host(), server.port(), more);
    }

    PoolRegistry onlyOneConnection(String host, int port, Map<String, String> more) {
        DevDatabase server = database.shared();
        Map<String, String> settings = new HashMap<>(Map.of(
                prefix + "USER",
                server.user(),
                prefix + "PASSWORD",
                server.password(),
                prefix + "POOL_SIZE",
                "1",
                prefix + "MAX_OVERFLOW",
                "0"));
        if (url.isEmpty()) {
            settings.putAll(Map.of(
                    prefix + "HOST", host,
                    prefix + "PORT", Integer.toString(port),
                    prefix + "DB", server.database()));
        } else {
            settings.put(prefix + "URL", url + host + ":" + port + "/" + server.database());
        }
        more.forEach((name, value) -> settings.put(prefix + name, value));
        return PoolRegistry.of(settings);
    }
}
