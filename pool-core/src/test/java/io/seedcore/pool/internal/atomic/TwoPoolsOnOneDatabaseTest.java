package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.InDoubt;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.RecoveryState;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.DriverManager;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two pools that lead to the same database, as with a login for each: both may hold the decision, in the same store. */
@Tag("transactions")
class TwoPoolsOnOneDatabaseTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final String table = "pair_" + Long.toHexString(System.nanoTime());

    /** What ends a coordinator in the middle. */
    private static final class Stopped extends Error {

        private static final long serialVersionUID = 1;
    }

    private static DevDatabase database(String kind) {
        return kind.equals("mysql")
                ? DevDatabases.shared().mysql()
                : DevDatabases.shared().postgresql();
    }

    /** With a table, and a realm of its own. */
    private PoolRegistry registry(String kind) throws SQLException {
        return registry(kind, database(kind).jdbcUrl());
    }

    /** @param url by which the first of the two pools reaches the database */
    private PoolRegistry registry(String kind, String url) throws SQLException {
        return registry(kind, url, Map.of());
    }

    /** @param different settings that are not as usual */
    private PoolRegistry registry(String kind, String url, Map<String, String> different) throws SQLException {
        DevDatabase database = database(kind);
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table " + table + " (id int primary key)" + (kind.equals("mysql") ? " engine=InnoDB" : ""));
        }
        Map<String, String> settings = new HashMap<>(Map.of(
                "SEEDCORE_REALM", table,
                "SEEDCORE_DATABASES", "one,other",
                "ONE_URL", url,
                "ONE_USER", database.user(),
                "ONE_PASSWORD", database.password(),
                "OTHER_URL", database.jdbcUrl(),
                "OTHER_USER", database.user(),
                "OTHER_PASSWORD", database.password()));
        settings.putAll(different);
        return PoolRegistry.of(settings);
    }

    /** On PostgreSQL, whose first pool goes through {@code proxy}. */
    private PoolRegistry firstThrough(FaultProxy proxy) throws SQLException {
        String url = database("postgresql").jdbcUrl();
        return registry("postgresql", url.replaceFirst("//[^/]+/", "//" + proxy.host() + ":" + proxy.port() + "/"));
    }

    private static Connection open(DevDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** A row through each pool, in this order. */
    private void insert(OpenTransaction transaction, List<String> pools) throws SQLException {
        for (int i = 0; i < pools.size(); i++) {
            try (Connection connection = transaction.connection(pools.get(i));
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into " + table + " values (" + i + ")");
            }
        }
    }

    private long rows(String kind) throws SQLException {
        try (Connection connection = open(database(kind));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"postgresql, one, other", "postgresql, other, one", "mysql, one, other", "mysql, other, one"})
    void transactionOverBoth_isStored(String kind, String first, String second) throws Exception {
        try (PoolRegistry registry = registry(kind);
                Engine engine = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            insert(transaction, List.of(first, second));
            assertThat(transaction.commit().verdict()).isEqualTo(Verdict.COMMITTED);
            transaction.release();
            assertThat(rows(kind)).isEqualTo(2);
            assertThat(engine.recoverNow().inDoubt()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void branchLeftAfterPrepare_isRolledBack(String kind) throws Exception {
        leftAfter(Request.Prepare.class, kind, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void branchLeftAfterTheDecision_isCommitted(String kind) throws Exception {
        leftAfter(Request.CommitLast.class, kind, 2);
    }

    private void leftAfter(Class<? extends Request> request, String kind, long rows) throws Exception {
        Witness stopping = new Witness() {
            @Override
            public Answer after(Request made, Answer answer) {
                if (request.isInstance(made)) {
                    throw new Stopped();
                }
                return answer;
            }
        };
        try (PoolRegistry registry = registry(kind);
                Engine engine = new Engine(registry, TwoDatabases.SHORT, stopping);
                Engine recovering = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            insert(transaction, List.of("one", "other"));
            assertThat(transaction.commit().cause()).isInstanceOf(Stopped.class);
            transaction.release();
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(recovering.recoverNow().inDoubt()).isZero());
            assertThat(recovering.recovery().settled()).isPositive();
            assertThat(rows(kind)).isEqualTo(rows);
        }
    }

    @Test
    void branchIsDecidedThroughThePoolThatReachesTheDatabase() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database("postgresql"));
                PoolRegistry registry = firstThrough(proxy);
                Engine engine = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            prepare(id);
            proxy.inflict(Fault.refuse());
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(engine.recovery().settled()).isOne();
            assertThat(rows("postgresql")).isZero();
        }
    }

    @Test
    void decisionByHand_asksThroughThePoolThatReachesTheDatabase() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database("postgresql"));
                PoolRegistry registry = firstThrough(proxy);
                Engine engine = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            assertThat(engine.databases().storeOf("other")).contains(id.stores().get(0));
            engine.direct().settle("other", id.stores().get(0), id, marker -> false);
            proxy.inflict(Fault.refuse());
            assertThatThrownBy(() -> engine.settle(id.text(), Decision.COMMITTED))
                    .isInstanceOf(PoolException.class)
                    .hasMessageContaining("ABORTED stands here");
        }
    }

    @Test
    void branchesAreListedThroughThePoolThatReachesTheDatabase() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database("postgresql"));
                PoolRegistry registry = firstThrough(proxy);
                Engine engine = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            prepare(id);
            proxy.inflict(Fault.refuse());
            assertThat(engine.direct().branchesAt(id.stores().get(0)))
                    .extracting(PreparedBranch::id)
                    .contains(id);
            assertThat(engine.recoverNow().inDoubt()).isZero();
        }
    }

    /** Leaves a branch in PostgreSQL with a row, as a member that died would. */
    private void prepare(TransactionId id) throws SQLException {
        try (Connection connection = open(database("postgresql"));
                Statement statement = connection.createStatement()) {
            statement.execute("begin; insert into " + table + " values (1); prepare transaction '" + id.text() + ".0'");
        }
    }

    @Test
    void branchCountsOnce() throws Exception {
        try (PoolRegistry registry = registry("postgresql");
                Engine engine = new Engine(registry, Limits.USUAL, Witness.NONE);
                Engine hasty = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
            TransactionId ours = engine.newId(true).orElseThrow();
            TransactionId foreign = TransactionId.create(TransactionId.realmOf("not " + table), ours.stores());
            int before = engine.recoverNow().foreign();
            prepare(ours);
            try (Connection connection = open(database("postgresql"));
                    Statement statement = connection.createStatement()) {
                statement.execute("begin; prepare transaction '" + foreign.text() + ".0'");
                RecoveryState state = engine.recoverNow();
                statement.execute("rollback prepared '" + foreign.text() + ".0'");
                assertThat(state.foreign()).as("branches of another realm").isEqualTo(before + 1);
                assertThat(state.inDoubt()).isOne();
                assertThat(engine.inDoubt())
                        .extracting(InDoubt::databases)
                        .containsExactly(List.of(engine.databases().names().get(0)));
            }
            assertThat(hasty.recoverNow().inDoubt()).isZero();
            assertThat(hasty.recovery().settled()).isOne();
        }
    }

    /** A branch of another role may be ended by its owner, and by whoever may take the owner's role. */
    @Test
    void branchThatTheFirstLoginMayNotEnd_isEndedByTheOther() throws Exception {
        DevDatabase database = database("postgresql");
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + table + " login password 'guest'");
            try (PoolRegistry registry = registry(
                            "postgresql",
                            database.jdbcUrl(),
                            Map.of(
                                    "SEEDCORE_DECISION_STORES", "other",
                                    "ONE_USER", table,
                                    "ONE_PASSWORD", "guest"));
                    Engine engine = new Engine(registry, TwoDatabases.SHORT, Witness.NONE)) {
                assertThat(engine.databases().names()).first().isEqualTo("one");
                prepare(engine.newId(true).orElseThrow());
                assertThat(engine.recoverNow().inDoubt()).isZero();
                assertThat(engine.recovery().settled()).isOne();
                assertThat(rows("postgresql")).isZero();
            } finally {
                statement.execute("drop role " + table);
            }
        }
    }
}
