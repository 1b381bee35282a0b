package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolClosedException;
import io.seedcore.pool.PoolTimeoutException;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where no database that was written to may hold the decision, one that may takes part with it, on a connection of its pool. */
@Tag("transactions")
class ConnectionForTheDecisionTest {

    private static final long LONGEST_SECONDS = 60;

    /** PostgreSQL decides, to which two pools lead, and two others to one MariaDB; each pool has a single connection. */
    private static TwoDatabases databases() throws SQLException {
        DevDatabase mysql = DevDatabases.shared().mysql();
        DevDatabase postgres = DevDatabases.shared().postgresql();
        Map<String, String> settings = new HashMap<>(Map.of(
                "SEEDCORE_DATABASES", "postgresql,twin,mysql,other",
                "TWIN_URL", postgres.jdbcUrl(),
                "TWIN_USER", postgres.user(),
                "TWIN_PASSWORD", postgres.password(),
                "OTHER_URL", mysql.jdbcUrl(),
                "OTHER_USER", mysql.user(),
                "OTHER_PASSWORD", mysql.password(),
                "POSTGRES_POOL_TIMEOUT", "500ms"));
        for (String prefix : new String[] {"POSTGRES", "TWIN", "MYSQL", "OTHER"}) {
            settings.put(prefix + "_POOL_SIZE", "1");
            settings.put(prefix + "_MAX_OVERFLOW", "0");
        }
        TwoDatabases databases = new TwoDatabases("postgresql", settings);
        // Who waits so briefly needs a connection that is open.
        databases
                .registry
                .connectionPool("postgresql")
                .getConnection(Duration.ofSeconds(LONGEST_SECONDS))
                .close();
        return databases;
    }

    private static void execute(OpenTransaction transaction, String database, String text) throws SQLException {
        try (Connection connection = transaction.connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static void insertIntoBoth(OpenTransaction transaction, TwoDatabases databases) throws SQLException {
        execute(transaction, "mysql", "insert into " + databases.table + " values (1)");
        execute(transaction, "other", "insert into " + databases.table + " values (2)");
    }

    @Test
    void transactionThatHasReadFromIt_needsNoSecondConnection() throws Exception {
        try (TwoDatabases databases = databases();
                Engine engine = databases.engine(Witness.NONE)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            execute(transaction, "postgresql", "select 1");
            insertIntoBoth(transaction, databases);
            Outcome outcome = transaction.commit();
            transaction.release();
            assertThat(outcome.verdict()).as("%s", outcome.cause()).isEqualTo(Verdict.COMMITTED);
            assertThat(databases.rows(1) + databases.rows(2)).isEqualTo(2);
            assertThat(databases.checkedOut()).isZero();
        }
    }

    @Test
    void poolThatWasReadFrom_comesBeforeOthersOfItsDatabase() throws Exception {
        try (TwoDatabases databases = databases();
                Engine engine = databases.engine(Witness.NONE);
                Connection taken =
                        databases.registry.connectionPool("postgresql").getConnection()) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            execute(transaction, "twin", "select 1");
            insertIntoBoth(transaction, databases);
            Outcome outcome = transaction.commit();
            transaction.release();
            assertThat(outcome.verdict()).as("%s", outcome.cause()).isEqualTo(Verdict.COMMITTED);
            assertThat(databases.rows(1) + databases.rows(2)).isEqualTo(2);
            assertThat(taken.isValid(1)).isTrue();
        }
    }

    /** The pool lends nothing any more, but who has a connection goes on. */
    @Test
    void poolThatIsBeingClosed_refusesTheCommit() throws Exception {
        try (TwoDatabases databases = databases();
                Engine engine = databases.engine(Witness.NONE)) {
            ConnectionPool pool = databases.registry.connectionPool("postgresql");
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            execute(transaction, "postgresql", "select 1");
            insertIntoBoth(transaction, databases);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(pool::close);
            await().untilAsserted(
                            () -> assertThatThrownBy(pool::getConnection).isInstanceOf(PoolClosedException.class));
            Outcome refused = transaction.commit();
            transaction.release();
            closing.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            assertRolledBack(databases, refused);
            assertThat(refused.cause())
                    .isInstanceOf(PoolClosedException.class)
                    .hasMessageStartingWith("SCP-203 postgresql");
            assertThat(databases.checkedOut()).isZero();
        }
    }

    private static void assertRolledBack(TwoDatabases databases, Outcome outcome) throws SQLException {
        assertThat(outcome.verdict()).as("%s", outcome.cause()).isEqualTo(Verdict.ROLLED_BACK);
        assertThat(databases.rows(1) + databases.rows(2)).isZero();
        assertThat(databases.branches()).isZero();
    }

    /** Each has what the other waits for. */
    @Test
    void fullPoolOfTheDecision_refusesTheCommitInTime() throws Exception {
        try (TwoDatabases databases = databases();
                Engine engine = databases.engine(Witness.NONE)) {
            CyclicBarrier bothHold = new CyclicBarrier(2);
            CompletableFuture<Outcome> held = CompletableFuture.supplyAsync(() -> {
                OpenTransaction holder = engine.begin(Duration.ZERO);
                try {
                    execute(holder, "postgresql", "insert into " + databases.table + " values (3)");
                    bothHold.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                    execute(holder, "mysql", "insert into " + databases.table + " values (3)");
                    return holder.commit();
                } catch (Exception e) {
                    return Outcome.rolledBack(e);
                } finally {
                    holder.release();
                }
            });
            OpenTransaction writer = engine.begin(Duration.ZERO);
            insertIntoBoth(writer, databases);
            bothHold.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            Outcome refused = writer.commit();
            writer.release();
            assertThat(refused.cause())
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasMessageStartingWith("SCP-201 postgresql");
            Outcome other = held.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            assertThat(other.verdict()).as("%s", other.cause()).isEqualTo(Verdict.COMMITTED);
            assertRolledBack(databases, refused);
            assertThat(databases.rows(3)).isEqualTo(2);
            assertThat(databases.checkedOut()).isZero();
        }
    }
}
