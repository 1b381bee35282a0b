package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static io.seedcore.pool.RelationalDatabases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.atomic.AtomicTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POSTGRES_PGBOUNCER=transaction} with a real PgBouncer, where clients share sessions. */
@Tag("pools")
@Tag("concurrency")
class BehindPgBouncerTest {

    private static final int TRANSACTIONS = 200;

    @Test
    void clientsThatShareSessions_doNotMeetEachOthersStatements(@TempDir Path directory) throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "pgbouncer is not installed");
        RelationalDatabases database = RelationalDatabases.POSTGRESQL;
        try (PgBouncer bouncer = PgBouncer.start(database.shared(), directory);
                PoolRegistry registry = database.registry(through(bouncer))) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<Integer>> sums = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                sums.add(clients.submit(() -> sum(pool, 30)));
            }
            for (Future<Integer> sum : sums) {
                assertThat(sum.get(60, TimeUnit.SECONDS)).isEqualTo(30 * 29 / 2);
            }
            clients.shutdown();
            try (Connection connection = pool.getConnection()) {
                assertThat(text(connection, "show application_name")).startsWith("seedcore-pool ");
            }
            assertThat(pool.stats().created()).isPositive();
            assertThat(pool.probe(Duration.ofSeconds(5)).up())
                    .as("probed directly")
                    .isTrue();
        }
    }

    private static Map<String, String> through(PgBouncer bouncer) {
        return Map.of(
                "HOST",
                "127.0.0.1",
                "PORT",
                Integer.toString(bouncer.port()),
                "PGBOUNCER",
                "transaction",
                "RECOVERY_URL",
                RelationalDatabases.POSTGRESQL.shared().jdbcUrl());
    }

    /** PREPARE TRANSACTION ends the client's hold on a session, and COMMIT PREPARED may come on another one. */
    @Test
    void transactionsOverTwoDatabases_areStoredInBothOrNeither(@TempDir Path directory) throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "pgbouncer is not installed");
        RelationalDatabases postgres = RelationalDatabases.POSTGRESQL;
        RelationalDatabases mysql = RelationalDatabases.MYSQL;
        String table = "bouncer_" + Long.toHexString(System.nanoTime());
        for (RelationalDatabases each : RelationalDatabases.values()) {
            each.execute("create table " + table + " (id int primary key)");
        }
        try (PgBouncer bouncer = PgBouncer.start(postgres.shared(), directory)) {
            Map<String, String> settings = new HashMap<>(mysql.settings(Map.of()));
            settings.putAll(postgres.settings(through(bouncer)));
            // MySQL decides, so that each of them prepares in PostgreSQL.
            settings.put("SEEDCORE_DECISION_STORES", "mysql");
            settings.put("SEEDCORE_REALM", table);
            try (PoolRegistry registry = PoolRegistry.of(settings)) {
                ExecutorService clients = Executors.newFixedThreadPool(8);
                List<Future<?>> done = new ArrayList<>();
                for (int id = 0; id < TRANSACTIONS; id++) {
                    int own = id;
                    done.add(clients.submit(() -> insertInBoth(registry, table, own)));
                }
                for (Future<?> each : done) {
                    each.get(120, TimeUnit.SECONDS);
                }
                clients.shutdown();
                assertThat(registry.transactions().recoverNow().inDoubt()).isZero();
            }
        }
        String odd = "select count(*) from " + table + " where id % 2 = 1";
        assertThat(postgres.number(odd)).isEqualTo(TRANSACTIONS / 2);
        assertThat(mysql.number(odd)).isEqualTo(TRANSACTIONS / 2);
        String all = "select count(*) from " + table;
        assertThat(postgres.number(all)).isEqualTo(TRANSACTIONS / 2);
        assertThat(mysql.number(all)).isEqualTo(TRANSACTIONS / 2);
    }

    /** Those with an even number fail. */
    private static void insertInBoth(PoolRegistry registry, String table, int id) {
        try {
            AtomicTransaction.run(registry, tx -> {
                for (String database : List.of("postgresql", "mysql")) {
                    try (Connection connection = tx.connection(database);
                            PreparedStatement statement =
                                    connection.prepareStatement("insert into " + table + " values (?)")) {
                        statement.setInt(1, id);
                        statement.executeUpdate();
                    }
                }
                if (id % 2 == 0) {
                    throw new IllegalArgumentException("wanted");
                }
                return id;
            });
        } catch (IllegalArgumentException expected) {
            assertThat(id % 2).isZero();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int sum(ConnectionPool pool, int count) throws SQLException {
        int sum = 0;
        for (int value = 0; value < count; value++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                assertThat(number(connection, "select 1")).isOne();
                try (PreparedStatement statement = connection.prepareStatement("select ?::int")) {
                    statement.setInt(1, value);
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        sum += row.getInt(1);
                    }
                }
                connection.commit();
            }
        }
        return sum;
    }
}
