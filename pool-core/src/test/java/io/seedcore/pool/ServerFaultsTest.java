package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are killed, that crash, stand still, or have no room. */
@Tag("pools")
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class ServerFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int SIZE = 5;

    private static DevDatabase ownServer(RelationalDatabases kind) {
        return DevDatabases.start(DevDatabaseKind.valueOf(kind.name()));
    }

    @ParameterizedTest
    @EnumSource
    void killedServer_isFoundAgain_andHasAllThatWasAcknowledged(RelationalDatabases kind) throws Exception {
        try (DevDatabase database = ownServer(kind);
                PoolRegistry registry =
                        PoolRegistry.of(kind.settings(database, Map.of("POOL_SIZE", Integer.toString(SIZE))));
                AcknowledgedWrites writes = new AcknowledgedWrites(registry.connectionPool(kind.pool()), SIZE)) {
            for (int times = 0; times < 2; times++) {
                writes.awaitMore();
                database.kill();
                database.restart();
            }
            writes.awaitMore();
            writes.endAndCheck(database.jdbcUrl(), database.user(), database.password());
        }
    }

    /** The server ends all sessions when one of them crashes, and starts anew. */
    @Test
    void crashOfOneSession_isOverForAllOnceOneIsServedAgain() throws SQLException {
        RelationalDatabases kind = RelationalDatabases.POSTGRESQL;
        try (DevDatabase database = ownServer(kind);
                PoolRegistry registry = PoolRegistry.of(
                        kind.settings(database, Map.of("POOL_SIZE", Integer.toString(SIZE), "MAX_OVERFLOW", "0")))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            List<Connection> all = borrowAll(pool);
            Connection crashing = all.remove(0);
            for (Connection connection : all) {
                connection.close();
            }
            // The parent of the shell is the backend of this very session.
            assertThatThrownBy(() -> execute(crashing, "copy (select 1) to program 'kill -9 $PPID'"))
                    .isInstanceOf(SQLException.class);
            crashing.close();
            await().atMost(LONG).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
                try (Connection connection = pool.getConnection()) {
                    return number(connection, "select 1") == 1;
                }
            });
            for (Connection connection : borrowAll(pool)) {
                assertThat(number(connection, "select 1")).isOne();
                connection.close();
            }
            assertThat(pool.stats().checkedIn()).isEqualTo(SIZE);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Connection> borrowAll(ConnectionPool pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int borrower = 0; borrower < SIZE; borrower++) {
            all.add(pool.getConnection());
        }
        return all;
    }

    /** Whatever a session answers late must reach nobody who asked something else. */
    @ParameterizedTest
    @EnumSource
    void serverThatStoodStill_givesNobodyAnothersAnswer(RelationalDatabases kind) throws Exception {
        try (DevDatabase database = ownServer(kind);
                PoolRegistry registry = PoolRegistry.of(
                        kind.settings(database, Map.of("POOL_SIZE", Integer.toString(SIZE), "SILENCE_TIMEOUT", "5")))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            AtomicIntegerArray answered = new AtomicIntegerArray(SIZE);
            AtomicIntegerArray failed = new AtomicIntegerArray(SIZE);
            AtomicInteger wrong = new AtomicInteger();
            ExecutorService borrowers = Executors.newFixedThreadPool(SIZE);
            List<Future<?>> ends = new ArrayList<>();
            for (int borrower = 0; borrower < SIZE; borrower++) {
                int own = borrower;
                ends.add(borrowers.submit(() -> {
                    int question = own;
                    // Long enough after the standstill to meet whatever it left behind.
                    for (int left = 200; left > 0; left -= failed.get(own) > 0 ? 1 : 0) {
                        question += SIZE;
                        try (Connection connection = pool.getConnection()) {
                            if (number(connection, "select " + question) != question) {
                                wrong.incrementAndGet();
                            }
                            answered.incrementAndGet(own);
                        } catch (SQLException standstill) {
                            failed.incrementAndGet(own);
                            left++;
                        }
                    }
                }));
            }
            await().atMost(LONG).until(() -> all(answered));
            database.suspend();
            await().atMost(LONG).until(() -> all(failed));
            database.resume();
            for (Future<?> end : ends) {
                end.get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            borrowers.shutdown();
            assertThat(wrong).hasValue(0);
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    private static boolean all(AtomicIntegerArray counts) {
        for (int place = 0; place < counts.length(); place++) {
            if (counts.get(place) == 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void serverWithoutAFreeSlot_isNotPressed_whileWhatThereIsIsLent() throws Exception {
        RelationalDatabases kind = RelationalDatabases.POSTGRESQL;
        String role = "limited_" + Long.toHexString(System.nanoTime());
        kind.execute("create role " + role + " login password 'p' connection limit 3");
        try (FaultProxy proxy = FaultProxy.before(kind.shared());
                PoolRegistry registry = kind.registry(Map.of(
                        "HOST",
                        proxy.host(),
                        "PORT",
                        Integer.toString(proxy.port()),
                        "USER",
                        role,
                        "PASSWORD",
                        "p",
                        "POOL_SIZE",
                        "10"))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            List<Connection> held = List.of(pool.getConnection(), pool.getConnection(), pool.getConnection());
            List<CompletableFuture<Long>> waiting = new ArrayList<>();
            waiting.add(pool.getConnectionAsync(LONG).thenApply(ServerFaultsTest::useAndClose));
            await().atMost(LONG).until(() -> pool.stats().failed() == 1);
            Instant refused = Instant.now();
            for (int caller = 1; caller < 5; caller++) {
                waiting.add(pool.getConnectionAsync(LONG).thenApply(ServerFaultsTest::useAndClose));
            }
            CompletableFuture<Throwable> timeIsUp = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> pool.getConnection(Duration.ofMillis(200))));
            assertThat(timeIsUp.get(LONG.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(PoolTimeoutException.class);
            for (Connection connection : held) {
                assertThat(number(connection, "select 1")).isOne();
                connection.close();
            }
            for (CompletableFuture<Long> caller : waiting) {
                assertThat(caller.get(LONG.toSeconds(), TimeUnit.SECONDS)).isOne();
            }
            assertThat(proxy.traffic().mostAcceptedWithin(Duration.ofSeconds(5), refused))
                    .as("tries to grow")
                    .isLessThanOrEqualTo(1);
            assertThat(pool.stats().closed()).isEmpty();
        }
    }

    private static long useAndClose(Connection lent) {
        try (Connection connection = lent) {
            return number(connection, "select 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
