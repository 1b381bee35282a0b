package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Transactions over Neo4j and relational databases: a row in each, and a node, or nothing. */
@Tag("transactions")
class AtomicTransactionTest {

    /** A registry over Neo4j and {@code relational}, with a table and a label of one name. */
    private record Fixture(PoolRegistry registry, List<String> relational, String name) implements AutoCloseable {

        static Fixture of(String relational) throws SQLException {
            List<String> names = List.of(relational.split("\\+"));
            Map<String, String> settings =
                    new HashMap<>(DevDatabases.shared().neo4j().environment());
            for (String each : names) {
                DevDatabase database = each.equals("postgresql")
                        ? DevDatabases.shared().postgresql()
                        : DevDatabases.shared().mysql();
                settings.putAll(database.environment());
            }
            Fixture fixture =
                    new Fixture(PoolRegistry.of(settings), names, "atomic_" + Long.toString(System.nanoTime(), 36));
            for (String each : names) {
                fixture.execute(each, "create table " + fixture.name + " (id int primary key)");
            }
            return fixture;
        }

        private void execute(String database, String statement) throws SQLException {
            try (Connection connection =
                            registry.pool(database, ConnectionPool.class).getConnection();
                    Statement work = connection.createStatement()) {
                work.execute(statement);
            }
        }

        void writeEverywhere(AtomicTransaction transaction) throws SQLException {
            for (String each : relational) {
                try (Statement statement = transaction.connection(each).createStatement()) {
                    statement.execute("insert into " + name + " values (1)");
                }
            }
            transaction
                    .use("neo4j", Transaction.class)
                    .run("CREATE (:" + name + ")")
                    .consume();
        }

        int rows(String database) throws SQLException {
            try (Connection connection =
                            registry.pool(database, ConnectionPool.class).getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from " + name)) {
                rows.next();
                return rows.getInt(1);
            }
        }

        int nodes() {
            try (Session session = GraphDatabases.pool(registry).driver().session()) {
                return session.run("MATCH (n:" + name + ") RETURN count(n)")
                        .single()
                        .get(0)
                        .asInt();
            }
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "postgresql+mysql"})
    void workThatReturns_isStoredEverywhere(String relational) throws Exception {
        try (Fixture fixture = Fixture.of(relational)) {
            AtomicTransaction.run(fixture.registry(), transaction -> {
                fixture.writeEverywhere(transaction);
                return true;
            });
            for (String each : fixture.relational()) {
                assertThat(fixture.rows(each)).as(each).isOne();
            }
            assertThat(fixture.nodes()).isOne();
        }
    }

    /** As {@code MATCH (n) DETACH DELETE n} does, with all decisions. */
    @Test
    void storeDeletedWhileAMemberRuns_isMadeAnewAndUsed() throws Exception {
        try (Fixture fixture = Fixture.of("postgresql")) {
            // A server that has just started takes longer for its first answers than members wait.
            ((AtomicPool) fixture.registry().pool("neo4j")).atomic().check(Duration.ofMinutes(1));
            assertThatThrownBy(() -> AtomicTransaction.run(fixture.registry(), transaction -> {
                        fixture.writeEverywhere(transaction);
                        throw new IllegalStateException("knows the store now");
                    }))
                    .hasMessage("knows the store now");
            try (Session session =
                    GraphDatabases.pool(fixture.registry()).driver().session()) {
                session.run("MATCH (n:SeedCoreTx) DELETE n").consume();
            }
            fixture.registry().transactions().recoverNow();
            AtomicTransaction.run(fixture.registry(), transaction -> {
                fixture.writeEverywhere(transaction);
                return true;
            });
            assertThat(fixture.rows("postgresql")).isOne();
            assertThat(fixture.nodes()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "postgresql+mysql"})
    void workThatThrows_isStoredNowhere(String relational) throws Exception {
        try (Fixture fixture = Fixture.of(relational)) {
            assertThatThrownBy(() -> AtomicTransaction.run(fixture.registry(), transaction -> {
                        fixture.writeEverywhere(transaction);
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            for (String each : fixture.relational()) {
                assertThat(fixture.rows(each)).as(each).isZero();
            }
            assertThat(fixture.nodes()).isZero();
        }
    }
}
