package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * What stands in three databases, read without any pool: the ids of transactions, and what transactions that are not over
 * left behind. For one thread.
 */
final class AtomicBooks implements AutoCloseable {
    private static final List<DevDatabaseKind> RELATIONAL = List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL);

    private final ThreeDatabases databases;
    private final Driver driver;

    AtomicBooks(ThreeDatabases databases) {
        this.databases = databases;
        DevDatabase graph = databases.get(DevDatabaseKind.NEO4J);
        this.driver = GraphDatabase.driver(graph.boltUri(), AuthTokens.basic(graph.user(), graph.password()));
    }

    /** Makes room for ids, in the place of those of an earlier drill. */
    void open() throws SQLException {
        for (DevDatabaseKind kind : RELATIONAL) {
            execute(kind, "drop table if exists drill_atomic");
            execute(kind, "create table drill_atomic (id bigint primary key)");
        }
        execute(DevDatabaseKind.NEO4J, "MATCH (node:DrillAtomic) DELETE node");
    }

    void execute(DevDatabaseKind kind, String statement) throws SQLException {
        if (kind == DevDatabaseKind.NEO4J) {
            try (Session session = driver.session()) {
                session.run(statement).consume();
            }
        } else {
            try (Connection connection = Databases.direct(databases.get(kind))) {
                Databases.execute(connection, statement);
            }
        }
    }

    /** The ids that stand in each database. */
    Map<DevDatabaseKind, Set<Long>> ids() throws SQLException {
        Map<DevDatabaseKind, Set<Long>> ids = new HashMap<>();
        for (DevDatabaseKind kind : RELATIONAL) {
            ids.put(kind, numbers(kind, "select id, 1 from drill_atomic").keySet());
        }
        ids.put(
                DevDatabaseKind.NEO4J,
                numbers(DevDatabaseKind.NEO4J, "MATCH (node:DrillAtomic) RETURN node.id, 1")
                        .keySet());
        return ids;
    }

    /** Pairs of numbers, by the first of each. */
    Map<Long, Long> numbers(DevDatabaseKind kind, String query) throws SQLException {
        Map<Long, Long> found = new HashMap<>();
        if (kind == DevDatabaseKind.NEO4J) {
            try (Session session = driver.session()) {
                session.run(query)
                        .forEachRemaining(
                                row -> found.put(row.get(0).asLong(), row.get(1).asLong()));
            }
            return found;
        }
        try (Connection connection = Databases.direct(databases.get(kind));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return found;
    }

    /** Branches that are prepared and not ended. */
    long branches() throws SQLException {
        return rows(DevDatabaseKind.POSTGRESQL, "select gid from pg_prepared_xacts")
                + rows(DevDatabaseKind.MYSQL, "xa recover");
    }

    /** Decisions that nobody has removed. */
    long decisions() throws SQLException {
        long found = numbers(DevDatabaseKind.NEO4J, "MATCH (m:SeedCoreTx) WHERE m.gtrid <> 'store' RETURN 1, count(m)")
                .getOrDefault(1L, 0L);
        for (Map.Entry<DevDatabaseKind, String> table : Map.of(
                        DevDatabaseKind.POSTGRESQL, "seedcore_tx.marker", DevDatabaseKind.MYSQL, "seedcore_tx_marker")
                .entrySet()) {
            String name = table.getValue().substring(table.getValue().indexOf('.') + 1);
            if (rows(table.getKey(), "select 1 from information_schema.tables where table_name = '" + name + "'") > 0) {
                found += rows(table.getKey(), "select gtrid from " + table.getValue());
            }
        }
        return found;
    }

    private long rows(DevDatabaseKind kind, String query) throws SQLException {
        long count = 0;
        try (Connection connection = Databases.direct(databases.get(kind));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        driver.close();
    }
}
