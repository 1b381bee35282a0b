package io.seedcore.pool.benchmark.transaction.several;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Transaction;

/** This project's pools, with nothing set but where the databases are. */
final class AtomicCommits implements Commits {

    private final PoolRegistry registry;
    private final boolean graph;

    AtomicCommits(List<Endpoint> endpoints) {
        Map<String, String> settings = new HashMap<>();
        endpoints.forEach(endpoint -> settings.putAll(endpoint.environment()));
        this.registry = PoolRegistry.of(settings);
        this.graph = endpoints.stream().anyMatch(endpoint -> endpoint.database().kind() == DevDatabaseKind.NEO4J);
    }

    @Override
    public void run(long id) throws SQLException {
        AtomicTransaction.run(registry, transaction -> {
            insert(transaction, "postgresql", id);
            insert(transaction, "mysql", id);
            if (graph) {
                Rows.create(transaction.use("neo4j", Transaction.class), id);
            }
            return id;
        });
    }

    private static void insert(AtomicTransaction transaction, String database, long id) throws SQLException {
        try (Connection connection = transaction.connection(database)) {
            Rows.insert(connection, id);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
