package io.seedcore.pool.dev.neo4j;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Neo4j on one Bolt port over one directory, with authentication on; may be stopped and started again. */
final class BoltDatabase {
    static final String HOST = "127.0.0.1";

    private final Path directory;
    private final int port;
    private final String password;
    private boolean passwordSet;
    private @Nullable DatabaseManagementService service;

    /** @param passwordSet whether the directory is of a server that had set it already */
    BoltDatabase(Path directory, int port, String password, boolean passwordSet) {
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.passwordSet = passwordSet;
    }

    synchronized void start() {
        if (service != null) {
            return;
        }
        SocketAddress address = new SocketAddress(HOST, port);
        DatabaseManagementService started = new DatabaseManagementServiceBuilder(directory)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                // Every process of a test run comes from one address; a test of wrong passwords must not lock it out.
                .setConfig(GraphDatabaseSettings.auth_lock_time, Duration.ofMillis(1))
                // Clients of a server that is being stopped are cut off, as they are when a server dies.
                .setConfig(BoltConnectorInternalSettings.connection_shutdown_wait_time, Duration.ofMillis(100))
                .setConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, Duration.ofMillis(500))
                .setConfig(GraphDatabaseSettings.pagecache_memory, 32L * 1024 * 1024)
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .build();
        service = started;
        if (!passwordSet) {
            started.database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME)
                    .executeTransactionally(
                            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                            Map.of("password", password));
            passwordSet = true;
        }
    }

    synchronized void stop() {
        DatabaseManagementService running = service;
        if (running != null) {
            service = null;
            running.shutdown();
        }
    }
}
