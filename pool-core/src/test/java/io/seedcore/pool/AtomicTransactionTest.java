package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.TransactionRolledBackException;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One transaction over several databases, as an application in plain Java uses it. */
@Tag("transactions")
class AtomicTransactionTest {

    private static final RelationalDatabases POSTGRES = RelationalDatabases.POSTGRESQL;
    private static final RelationalDatabases MYSQL = RelationalDatabases.MYSQL;

    private final String table = "tx_" + Long.toHexString(System.nanoTime());
    private PoolRegistry registry = both(Map.of());

    private static PoolRegistry both(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(POSTGRES.settings(Map.of()));
        settings.putAll(MYSQL.settings(Map.of()));
        settings.putAll(more);
        return PoolRegistry.of(settings);
    }

    @BeforeEach
    void makeTables() throws SQLException {
        POSTGRES.execute("create table " + table + " (id int primary key)");
        MYSQL.execute("create table " + table + " (id int primary key) engine=InnoDB");
    }

    @AfterEach
    void nothingIsHeld() {
        assertThat(registry.pools())
                .allSatisfy(pool -> assertThat(pool.stats().checkedOut()).isZero());
        registry.close();
    }

    private void insert(AtomicTransaction transaction, String database, int id) throws SQLException {
        run(transaction, database, "insert into " + table + " values (" + id + ")");
    }

    private static void run(AtomicTransaction transaction, String database, String text) throws SQLException {
        try (Connection connection = transaction.connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private List<Long> rows() throws SQLException {
        String count = "select count(*) from " + table;
        return List.of(POSTGRES.number(count), MYSQL.number(count));
    }

    @Test
    void workThatReturns_isStoredEverywhere() throws SQLException {
        String answer = AtomicTransaction.run(registry, tx -> {
            insert(tx, "postgresql", 1);
            insert(tx, "mysql", 1);
            return "done";
        });
        assertThat(answer).isEqualTo("done");
        assertThat(rows()).containsExactly(1L, 1L);
    }

    @Test
    void outcomes_areCountedForEachDatabaseThatHadAPart() throws SQLException {
        Map<Verdict, Long> none = Map.of(Verdict.COMMITTED, 0L, Verdict.ROLLED_BACK, 0L, Verdict.UNKNOWN, 0L);
        assertThat(registry.transactions().outcomes("mysql")).isEqualTo(none);

        AtomicTransaction.run(registry, tx -> {
            insert(tx, "postgresql", 1);
            insert(tx, "mysql", 1);
            return "both";
        });
        OpenTransaction one = registry.transactions().begin(Duration.ZERO);
        insert(one, "postgresql", 2);
        one.rollback();
        one.release();

        assertThat(registry.transactions().outcomes("postgresql"))
                .isEqualTo(Map.of(Verdict.COMMITTED, 1L, Verdict.ROLLED_BACK, 1L, Verdict.UNKNOWN, 0L));
        assertThat(registry.transactions().outcomes("mysql"))
                .isEqualTo(Map.of(Verdict.COMMITTED, 1L, Verdict.ROLLED_BACK, 0L, Verdict.UNKNOWN, 0L));

        registry.remove("mysql");
        assertThat(registry.transactions().outcomes("mysql")).isEqualTo(none);
    }

    @Test
    void outcomes_ofAPoolThatTakesThePlaceOfOneThatStillDrains_areItsOwn() throws Exception {
        insertInOne("mysql", 1);
        PoolSettings settings = registry.settings("mysql").orElseThrow();
        CompletableFuture<Void> drained;
        try (Connection old = registry.connectionPool("mysql").getConnection()) {
            assertThat(old.isClosed()).isFalse();
            drained = CompletableFuture.runAsync(() -> registry.remove("mysql"));
            Awaitility.await().until(() -> !registry.names().contains("mysql"));
            registry.add(settings);

            insertInOne("mysql", 2);
            assertThat(registry.transactions().outcomes("mysql")).containsEntry(Verdict.COMMITTED, 1L);
            assertThat(drained).isNotDone();
        }
        drained.get(1, TimeUnit.MINUTES);
        assertThat(registry.transactions().outcomes("mysql")).containsEntry(Verdict.COMMITTED, 1L);
    }

    private void insertInOne(String database, int id) throws SQLException {
        AtomicTransaction.run(registry, tx -> {
            insert(tx, database, id);
            return "done";
        });
    }

    @Test
    void interruptedBeforeTheCommit_isStoredAllTheSame() throws SQLException {
        AtomicTransaction.run(registry, tx -> {
            insert(tx, "postgresql", 1);
            insert(tx, "mysql", 1);
            Thread.currentThread().interrupt();
            return 0;
        });
        assertThat(Thread.interrupted()).as("still there").isTrue();
        assertThat(rows()).containsExactly(1L, 1L);
    }

    @Test
    void registryClosedMeanwhile_isStoredAllTheSame() throws Exception {
        CompletableFuture<Void> closing = AtomicTransaction.run(registry, tx -> {
            insert(tx, "postgresql", 1);
            insert(tx, "mysql", 1);
            CompletableFuture<Void> begun = CompletableFuture.runAsync(registry::close);
            Awaitility.await("both pools are being closed")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> refuses("postgresql") && refuses("mysql"));
            return begun;
        });
        closing.get(20, TimeUnit.SECONDS);

        assertThat(registry.pools()).isEmpty();
        assertThat(rows()).containsExactly(1L, 1L);
    }

    private boolean refuses(String database) throws SQLException {
        try (Connection lent = registry.connectionPool(database).getConnection()) {
            return lent.isClosed();
        } catch (PoolClosedException e) {
            return true;
        }
    }

    @Test
    void workThatThrows_isStoredNowhere() throws SQLException {
        assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                    insert(tx, "postgresql", 1);
                    insert(tx, "mysql", 1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(rows()).containsExactly(0L, 0L);
    }

    @Test
    void refusalOfOne_isStoredNowhere() throws SQLException {
        POSTGRES.execute(
                "create table " + table + "_child (id int references " + table + " deferrable initially deferred)");
        assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                    run(tx, "postgresql", "insert into " + table + "_child values (99)");
                    insert(tx, "mysql", 1);
                    return 0;
                }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessageStartingWith("SCP-415");
        assertThat(rows()).containsExactly(0L, 0L);
    }

    @Test
    void statementThatFailedAndWasSwallowed_isStoredNowhere() throws SQLException {
        assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                    insert(tx, "mysql", 1);
                    assertThatThrownBy(() -> run(tx, "postgresql", "select 1/0"))
                            .isInstanceOf(SQLException.class);
                    return 0;
                }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("SCP-322");
        assertThat(rows()).containsExactly(0L, 0L);
    }

    /** How a transaction can lose a connection before it ends. */
    private enum Loss {
        EVICTED {
            @Override
            void inflict(ConnectionPool pool, Connection connection) {
                pool.evict(connection);
            }
        },
        RECLAIMED {
            @Override
            void inflict(ConnectionPool pool, Connection connection) {
                assertThat(pool.reclaim(Duration.ZERO)).isOne();
            }
        },
        BROKEN {
            @Override
            void inflict(ConnectionPool pool, Connection connection) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    assertThatThrownBy(() -> statement.execute("select pg_terminate_backend(pg_backend_pid())"))
                            .isInstanceOf(SQLException.class);
                }
            }
        };

        abstract void inflict(ConnectionPool pool, Connection connection) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource
    void connectionLostAndSwallowed_takesNoMoreWorkAndIsStoredNowhere(Loss loss) throws SQLException {
        ConnectionPool pool = registry.connectionPool("postgresql");
        assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                    insert(tx, "mysql", 1);
                    insert(tx, "postgresql", 1);
                    try (Connection held = tx.connection("postgresql");
                            Statement statement = held.createStatement()) {
                        loss.inflict(pool, held);
                        assertThatThrownBy(() -> statement.execute("insert into " + table + " values (2)"))
                                .hasMessageStartingWith("SCP-322 postgresql: ");
                        assertThatThrownBy(held::createStatement).hasMessageStartingWith("SCP-322 postgresql: ");
                    }
                    for (String database : List.of("postgresql", "mysql")) {
                        assertThatThrownBy(() -> insert(tx, database, 3))
                                .isInstanceOf(SQLException.class)
                                .hasMessageStartingWith("SCP-414 " + database + ": ")
                                .hasMessageContaining("SCP-322 postgresql: ");
                    }
                    return 0;
                }))
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("SCP-322 postgresql: ");
        assertThat(rows()).containsExactly(0L, 0L);
    }

    @Test
    void oneDatabase_andOneThatOnlyReads_needNoDecision() throws SQLException {
        AtomicTransaction.run(registry, tx -> {
            insert(tx, "mysql", 1);
            run(tx, "postgresql", "select 1");
            return 0;
        });
        AtomicTransaction.run(registry, tx -> {
            insert(tx, "postgresql", 1);
            run(tx, "mysql", "select * from " + table);
            return 0;
        });
        assertThat(rows()).containsExactly(1L, 1L);
        assertThat(registry.pool("postgresql").stats().created()).isOne();
    }

    @Test
    void mySqlAsABranch_whereItMayNotDecide() throws SQLException {
        registry.close();
        registry = both(Map.of("SEEDCORE_DECISION_STORES", "postgresql"));
        for (int i = 0; i < 3; i++) {
            int id = i;
            AtomicTransaction.run(registry, tx -> {
                insert(tx, "mysql", id);
                insert(tx, "postgresql", id);
                return 0;
            });
        }
        AtomicTransaction.run(registry, tx -> {
            insert(tx, "mysql", 3);
            return 0;
        });
        assertThat(rows()).containsExactly(3L, 4L);
        assertThat(registry.pool("mysql").stats().created()).isOne();
    }

    @Test
    void twoPoolsOnOneServer_areTwoBranches() throws SQLException {
        registry.close();
        Map<String, String> more = new HashMap<>();
        more.put("SEEDCORE_DATABASES", "postgresql,mysql,reporting,archive");
        DevDatabase postgres = DevDatabases.shared().postgresql();
        for (String name : List.of("REPORTING", "ARCHIVE")) {
            more.put(name + "_URL", postgres.jdbcUrl());
            more.put(name + "_USER", postgres.user());
            more.put(name + "_PASSWORD", postgres.password());
        }
        registry = both(more);
        AtomicTransaction.run(registry, tx -> {
            insert(tx, "reporting", 1);
            insert(tx, "archive", 2);
            return 0;
        });
        assertThat(rows()).as("neither may decide: a third one did").containsExactly(2L, 0L);
        AtomicTransaction.run(registry, tx -> {
            insert(tx, "reporting", 3);
            insert(tx, "archive", 4);
            insert(tx, "mysql", 5);
            insert(tx, "postgresql", 5);
            return 0;
        });
        assertThat(rows()).containsExactly(5L, 1L);
    }

    @Test
    void whoCannotPrepare_decides_andTwoOfThemAreRefused() throws Exception {
        registry.close();
        try (DevDatabase own = DevDatabases.start(DevDatabaseKind.POSTGRESQL)) {
            execute(own, "alter system set max_prepared_transactions = 0");
            own.restart();
            execute(own, "create table " + table + " (id int primary key)");
            Map<String, String> settings = new HashMap<>(MYSQL.settings(Map.of()));
            settings.putAll(own.environment());
            settings.put("SEEDCORE_DATABASES", "postgresql,mysql,reporting");
            settings.put("REPORTING_URL", own.jdbcUrl());
            settings.put("REPORTING_USER", own.user());
            settings.put("REPORTING_PASSWORD", own.password());
            try (PoolRegistry without = PoolRegistry.of(settings)) {
                AtomicTransaction.run(without, tx -> {
                    insert(tx, "mysql", 1);
                    insert(tx, "postgresql", 1);
                    return 0;
                });
                assertThat(MYSQL.number("select count(*) from " + table)).isOne();
                assertThatThrownBy(() -> AtomicTransaction.run(without, tx -> {
                            insert(tx, "postgresql", 2);
                            insert(tx, "reporting", 3);
                            return 0;
                        }))
                        .isInstanceOf(TransactionRolledBackException.class)
                        .hasMessageContaining("SCP-412")
                        .hasMessageContaining("max_prepared_transactions");
            }
        }
    }

    private static void execute(DevDatabase database, String text) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Test
    void endedTwice_answersTheSame() throws Exception {
        OpenTransaction transaction = registry.transactions().begin(Duration.ZERO);
        insert(transaction, "postgresql", 1);
        insert(transaction, "mysql", 1);
        List<CompletableFuture<Outcome>> endings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean commits = i % 2 == 0;
            endings.add(CompletableFuture.supplyAsync(commits ? transaction::commit : transaction::rollback));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (CompletableFuture<Outcome> ending : endings) {
            verdicts.add(ending.get(30, TimeUnit.SECONDS).verdict());
        }
        transaction.release();
        assertThat(verdicts).containsOnly(verdicts.get(0));
        long stored = verdicts.get(0) == Verdict.COMMITTED ? 1 : 0;
        assertThat(rows()).containsExactly(stored, stored);
        assertThatThrownBy(() -> transaction.connection("mysql")).hasMessageStartingWith("SCP-414");
    }

    @ParameterizedTest
    @EnumSource
    void errorWhileOneIsRolledBack_isStoredNowhereAndHoldsNothing(RelationalDatabases broken) throws Exception {
        registry.close();
        DevDatabase mysql = MYSQL.shared();
        registry = both(Map.of(
                "MYSQL_URL",
                "jdbc:mariadb://" + mysql.host() + ":" + mysql.port() + "/" + mysql.database(),
                "SEEDCORE_DECISION_STORES",
                "postgresql"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Outcome outcome =
                    thread.submit(() -> rolledBackWithAnErrorOf(broken)).get(60, TimeUnit.SECONDS);
            assertThat(outcome.verdict()).isEqualTo(Verdict.ROLLED_BACK);
        } finally {
            thread.shutdownNow();
        }
        assertThat(rows()).containsExactly(0L, 0L);
    }

    private Outcome rolledBackWithAnErrorOf(RelationalDatabases broken) throws SQLException {
        OpenTransaction transaction = registry.transactions().begin(Duration.ZERO);
        try {
            insert(transaction, "mysql", 1);
            insert(transaction, "postgresql", 1);
            try (ThrowingLog log = ThrowingLog.of(broken)) {
                Outcome outcome = transaction.rollback();
                assertThat(log.hasThrown()).isTrue();
                return outcome;
            }
        } finally {
            transaction.release();
        }
    }

    @Test
    void markedForRollback_isStoredNowhere() throws SQLException {
        assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                    insert(tx, "postgresql", 1);
                    tx.setRollbackOnly();
                    return 0;
                }))
                .isInstanceOf(TransactionRolledBackException.class);
        assertThat(rows()).containsExactly(0L, 0L);
    }

    @Test
    void manyAtOnce_balance() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int id = i;
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    AtomicTransaction.run(registry, tx -> {
                        insert(tx, "postgresql", id);
                        insert(tx, "mysql", id);
                        if (id % 3 == 0) {
                            throw new IllegalArgumentException("wanted");
                        }
                        return 0;
                    });
                } catch (IllegalArgumentException expected) {
                    assertThat(id % 3).isZero();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);
        assertThat(rows()).containsExactly(40L, 40L);
        assertThat(registry.transactions().recoverNow().inDoubt()).isZero();
    }
}
