package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.activity.Holder;
import io.seedcore.pool.activity.RecentError;
import io.seedcore.pool.activity.SlowQuery;
import io.seedcore.pool.activity.WaitingCaller;
import io.seedcore.pool.event.EngineType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who holds what, who waits, what was slow and what failed: known when asked. */
@Tag("pools")
class PoolActivityTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void holder_isNamedWithItsPlaceAndItsLastStatement(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Thread borrower = new Thread(() -> export(pool, held, enough), "night-export");
            borrower.start();
            held.await();
            Holder holder = pool.activity().holders().get(0);
            assertThat(holder.caller().type()).isEqualTo(PoolActivityTest.class.getName());
            assertThat(holder.caller().label()).isEqualTo("PoolActivityTest.export");
            assertThat(holder.thread()).isEqualTo("night-export");
            assertThat(holder.held()).isBetween(Duration.ZERO, LONG);
            assertThat(holder.engineType()).isEqualTo(EngineType.SYNC);
            assertThat(holder.statement()).isEqualTo(QueryKind.SELECT);
            assertThat(holder.shape()).isEqualTo("select ? as account, ? as iban");
            enough.countDown();
            borrower.join();
            assertThat(pool.activity().holders()).isEmpty();
        }
    }

    private static void export(ConnectionPool pool, CountDownLatch held, CountDownLatch enough) {
        try (Connection connection = pool.getConnection();
                PreparedStatement other = connection.prepareStatement("delete from nothing_yet where id = 7");
                Statement statement = connection.createStatement()) {
            statement.execute("select 1 as account, 'DE89 3704' as iban");
            assertThat(other.isClosed()).isFalse();
            held.countDown();
            enough.await();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void loanInWhichNothingRan_doesNotShowTheStatementOfTheLoanBefore(RelationalDatabases database)
            throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection()) {
                assertThat(number(connection, "select 1")).isOne();
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
                Holder holder = pool.activity().holders().get(0);
                assertThat(holder.statement()).isNull();
                assertThat(holder.shape()).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void holderThatForgotItsLoan_isNamedByWhereItBorrowedWhereThatIsRemembered(RelationalDatabases database)
            throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of("LEAK_THRESHOLD", "1h"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection forgotten = borrowAndForget(pool)) {
                assertThat(forgotten.isClosed()).isFalse();
                assertThat(pool.activity().holders())
                        .extracting(holder -> holder.caller().label())
                        .containsExactly("PoolActivityTest.borrowAndForget");
            }
        }
    }

    private static Connection borrowAndForget(ConnectionPool pool) throws SQLException {
        return pool.getConnection();
    }

    @ParameterizedTest
    @EnumSource
    void timedOutBorrow_carriesWhoHasTheConnections(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection()) {
                assertThat(number(connection, "select 1")).isOne();
                PoolTimeoutException failure = catchThrowableOfType(
                        PoolTimeoutException.class, () -> pool.getConnection(Duration.ofMillis(50)));
                assertThat((Throwable) failure)
                        .hasMessageContaining("Longest holders: PoolActivityTest.timedOutBorrow_carriesWho")
                        .hasMessageContaining(" s (×1, last select). Close connections sooner");
                assertThat(failure.holders()).extracting(Holder::shape).containsExactly("select ?");
            }
            RecentError error = pool.activity().errors().get(0);
            assertThat(error.type()).isEqualTo("timeout");
            assertThat(error.code()).isEqualTo("SCP-201");
            assertThat(error.count()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitingCallers_areThereInTheirOrder(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection only = pool.getConnection();
            Thread waiting = new Thread(() -> waitForOne(pool), "checkout");
            waiting.start();
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            CompletableFuture<Connection> asynchronous = pool.getConnectionAsync(LONG);
            await().atMost(LONG).until(() -> pool.stats().pending() == 2);
            assertThat(pool.activity().waiters())
                    .extracting(waiter -> waiter.caller().label(), WaitingCaller::thread, WaitingCaller::engineType)
                    .containsExactly(
                            tuple("PoolActivityTest.waitForOne", "checkout", EngineType.SYNC),
                            tuple("asynchronous work", "", EngineType.ASYNC));
            only.close();
            waiting.join();
            asynchronous.join().close();
            assertThat(pool.activity().waiters()).isEmpty();
        }
    }

    private static void waitForOne(ConnectionPool pool) {
        try (Connection connection = pool.getConnection(LONG)) {
            assertThat(connection.isClosed()).isFalse();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowStatements_areThereOnceForEachShape(RelationalDatabases database) throws SQLException {
        String sleep = database == RelationalDatabases.POSTGRESQL ? "pg_sleep" : "sleep";
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select " + sleep + "(0.08)");
                statement.execute("select " + sleep + "(0.02)");
            }
            SlowQuery slowest = pool.activity().slowest().get(0);
            assertThat(slowest.shape()).isEqualTo("select " + sleep + "(?)");
            assertThat(slowest.kind()).isEqualTo(QueryKind.SELECT);
            assertThat(slowest.took()).isBetween(Duration.ofMillis(80), LONG);
            assertThat(pool.activity().slowest()).extracting(SlowQuery::shape).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedStatements_areCountedByWhatTheServerSaid(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            for (int attempt = 0; attempt < 2; attempt++) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    assertThatThrownBy(() -> statement.execute("select secret from nowhere"))
                            .isInstanceOf(SQLException.class);
                }
            }
            RecentError error = pool.activity().errors().get(0);
            assertThat(error.type()).isEqualTo("query");
            assertThat(error.code()).isEqualTo(database == RelationalDatabases.POSTGRESQL ? "42P01" : "1146/42S02");
            assertThat(error.count()).isEqualTo(2);
        }
    }
}
