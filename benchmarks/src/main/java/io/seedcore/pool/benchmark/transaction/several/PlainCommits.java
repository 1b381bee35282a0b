package io.seedcore.pool.benchmark.transaction.several;

import io.seedcore.pool.dev.DevDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Each database by itself, one after the other, on connections that are kept: nothing that would be atomic costs less. */
final class PlainCommits implements Commits {

    private final Connection postgresql;
    private final Connection mysql;
    private final @Nullable Driver neo4j;

    PlainCommits(Endpoint postgresql, Endpoint mysql, @Nullable Endpoint neo4j) throws SQLException {
        this.postgresql = connect(postgresql);
        this.mysql = connect(mysql);
        this.neo4j = neo4j == null ? null : driver(neo4j);
    }

    private static Connection connect(Endpoint endpoint) throws SQLException {
        DevDatabase database = endpoint.database();
        Connection connection = DriverManager.getConnection(endpoint.jdbcUrl(), database.user(), database.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static Driver driver(Endpoint endpoint) {
        DevDatabase database = endpoint.database();
        return GraphDatabase.driver(endpoint.boltUri(), AuthTokens.basic(database.user(), database.password()));
    }

    @Override
    public void run(long id) throws SQLException {
        Rows.insert(postgresql, id);
        Rows.insert(mysql, id);
        if (neo4j == null) {
            commit();
            return;
        }
        try (Session session = neo4j.session();
                Transaction transaction = session.beginTransaction()) {
            Rows.create(transaction, id);
            commit();
            transaction.commit();
        }
    }

    private void commit() throws SQLException {
        postgresql.commit();
        mysql.commit();
    }

    @Override
    public void close() throws SQLException {
        postgresql.close();
        mysql.close();
        if (neo4j != null) {
            neo4j.close();
        }
    }
}
