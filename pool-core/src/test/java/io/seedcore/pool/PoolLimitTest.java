package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.event.CloseReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many connections there are: never more than size and overflow, and after a rush no more than size. */
@Tag("pools")
@Tag("concurrency")
class PoolLimitTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void overflow_isClosedOnReturnOnceSizeAreIdle(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "2", "MAX_OVERFLOW", "3"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            List<Connection> borrowed = borrow(pool, 5);
            assertThat(pool.stats().overflow()).isEqualTo(3);
            assertThat(pool.stats().utilizationPercent()).isEqualTo(250.0);
            for (Connection connection : borrowed) {
                connection.close();
            }
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(pool.stats().checkedIn()).isEqualTo(2);
                assertThat(pool.stats().overflow()).isZero();
                assertThat(pool.stats().closed()).isEqualTo(Map.of(CloseReason.OVERFLOW, 3L));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void fullPool_saysSoWithItsNumbersAndWhatToDo(RelationalDatabases database) throws SQLException {
        Map<String, String> settings = Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "1", "POOL_TIMEOUT", "100ms");
        try (PoolRegistry registry = database.registry(settings)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            List<Connection> borrowed = List.of(pool.getConnection(LONG), pool.getConnection(LONG));
            PoolTimeoutException failure = catchThrowableOfType(PoolTimeoutException.class, pool::getConnection);
            assertThat((Throwable) failure)
                    .hasMessageMatching("SCP-201 " + database.pool()
                            + ": pool limit of size 1 overflow 1 reached, no connection within [0-9.]+ s"
                            + " \\(waiting 0, in use 2\\)\\. Longest holders: .*_MAX_OVERFLOW.*");
            assertThat(failure.stats().checkedOut()).isEqualTo(2);
            assertThat(pool.stats().timeouts()).isPositive();
            assertThat(pool.probe(LONG).up()).as("full is not down").isTrue();
            for (Connection connection : borrowed) {
                connection.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyBorrowersAtOnce_neverSeeMoreSessionsThanConfigured(RelationalDatabases database) throws Exception {
        String name = database.newDatabase();
        Map<String, String> settings = Map.of("DB", name, "POOL_SIZE", "4", "MAX_OVERFLOW", "2");
        AtomicLong most = new AtomicLong();
        try (PoolRegistry registry = database.registry(settings)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            assertThat(pool.probe(LONG).up()).isTrue();
            ExecutorService borrowers = Executors.newFixedThreadPool(60);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> done = new ArrayList<>();
            for (int borrower = 0; borrower < 60; borrower++) {
                done.add(borrowers.submit(() -> {
                    start.await();
                    for (int use = 0; use < 20; use++) {
                        try (Connection connection = pool.getConnection()) {
                            number(connection, "select 1");
                        }
                    }
                    return 20;
                }));
            }
            start.countDown();
            while (done.stream().anyMatch(future -> !future.isDone())) {
                most.accumulateAndGet(database.sessionsIn(name), Math::max);
            }
            for (Future<Integer> future : done) {
                assertThat(future.get()).isEqualTo(20);
            }
            borrowers.shutdown();
            assertThat(borrowers.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(most.get()).as("size, overflow and one for probes").isBetween(1L, 7L);
            assertThat(pool.stats().checkedOut()).isZero();
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(database.sessionsIn(name)).isZero());
    }

    @ParameterizedTest
    @EnumSource
    void closedPool_lendsNothing(RelationalDatabases database) {
        PoolRegistry registry = database.registry(Map.of());
        ConnectionPool pool = registry.connectionPool(database.pool());
        registry.close();
        assertThatThrownBy(pool::getConnection)
                .isInstanceOf(PoolClosedException.class)
                .hasMessageStartingWith("SCP-203 " + database.pool());
        assertThat(pool.stats().checkedOut()).isZero();
        assertThat(pool.probe(Duration.ofSeconds(1)).up()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void close_waitsForTheBorrower(RelationalDatabases database) throws Exception {
        PoolRegistry registry = database.registry(Map.of("DRAIN_TIMEOUT", "60"));
        ConnectionPool pool = registry.connectionPool(database.pool());
        Connection connection = pool.getConnection();
        Thread closer = new Thread(registry::close);
        closer.start();
        await().atMost(LONG)
                .untilAsserted(() -> assertThatThrownBy(pool::getConnection).isInstanceOf(PoolClosedException.class));
        assertThat(number(connection, "select 1")).isOne();
        assertThat(closer.isAlive()).isTrue();
        connection.close();
        closer.join(LONG.toMillis());
        assertThat(closer.isAlive()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void close_waitsNoLongerThanTheDrainTimeout(RelationalDatabases database) throws Exception {
        PoolRegistry registry = database.registry(Map.of("DRAIN_TIMEOUT", "50ms"));
        Connection connection = registry.connectionPool(database.pool()).getConnection();
        registry.close();
        assertThatThrownBy(() -> number(connection, "select 1")).isInstanceOf(SQLException.class);
    }

    private static List<Connection> borrow(ConnectionPool pool, int count) throws SQLException {
        List<Connection> borrowed = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            borrowed.add(pool.getConnection());
        }
        return borrowed;
    }
}
