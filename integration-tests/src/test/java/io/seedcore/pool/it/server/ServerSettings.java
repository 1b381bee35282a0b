package io.seedcore.pool.it.server;

import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.dev.DevDatabases;
import java.util.Map;
import java.util.TreeMap;

/** What a server is told, as system properties. */
public final class ServerSettings {

    /** How long a caller waits for a connection. Well below the default, for the tests that wait for its end. */
    public static final int POOL_TIMEOUT_SECONDS = 8;

    private ServerSettings() {}

    /** The addresses of the three databases, which are started if need be, and short waits. */
    public static Map<String, String> properties() {
        Map<String, String> environment = new TreeMap<>(DevDatabases.shared().environment());
        String seconds = String.valueOf(POOL_TIMEOUT_SECONDS);
        environment.put("POSTGRES_POOL_TIMEOUT", seconds);
        environment.put("MYSQL_POOL_TIMEOUT", seconds);
        environment.put("NEO4J_CONNECTION_ACQUISITION_TIMEOUT", seconds);
        environment.put("NEO4J_MAX_TX_RETRY_TIME", seconds);
        Map<String, String> properties = new TreeMap<>();
        environment.forEach((name, value) -> properties.put(SettingsSource.propertyName(name), value));
        return properties;
    }
}
