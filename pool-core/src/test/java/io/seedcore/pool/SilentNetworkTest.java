package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool on a network that goes silent, for idle connections and for lent ones, and heals for new ones only. */
@Tag("pools")
class SilentNetworkTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(60);
    private static final int SIZE = 5;

    private final ExecutorService borrowers = Executors.newCachedThreadPool();

    @AfterEach
    void endBorrowers() {
        borrowers.shutdownNow();
    }

    private static PoolRegistry behind(FaultProxy proxy, RelationalDatabases database) {
        return database.registry(Map.of(
                "HOST",
                proxy.host(),
                "PORT",
                Integer.toString(proxy.port()),
                "POOL_SIZE",
                Integer.toString(SIZE),
                "MAX_OVERFLOW",
                "0",
                "SILENCE_TIMEOUT",
                "5",
                "DRAIN_TIMEOUT",
                "0"));
    }

    @ParameterizedTest
    @EnumSource
    void borrowersInMidQuery_areReleased_andThePoolRecovers(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            String sleep = database == RelationalDatabases.POSTGRESQL ? "select pg_sleep(600)" : "select sleep(600)";
            CountDownLatch borrowed = new CountDownLatch(SIZE);
            List<Future<Boolean>> queries = new ArrayList<>();
            for (int borrower = 0; borrower < SIZE; borrower++) {
                queries.add(borrowers.submit(() -> {
                    try (Connection connection = pool.getConnection();
                            Statement statement = connection.createStatement()) {
                        borrowed.countDown();
                        return statement.execute(sleep);
                    }
                }));
            }
            assertThat(borrowed.await(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            proxy.inflict(Fault.blackHole(Direction.BOTH));
            for (Future<Boolean> query : queries) {
                assertThatThrownBy(() -> query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(failure.getSQLState()).startsWith("08"));
            }
            proxy.inflictOnNew(Fault.none());
            await().atMost(FAR_ABOVE)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> selects(pool));
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void idleConnectionsThatDiedSilently_areNotLent(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            List<Connection> all = new ArrayList<>();
            for (int borrower = 0; borrower < SIZE; borrower++) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                connection.close();
            }
            proxy.inflictOnOpen(Fault.blackHole(Direction.BOTH));
            // Whoever answered half a second ago is trusted.
            await().pollDelay(Duration.ofMillis(600)).until(() -> true);
            for (int borrow = 0; borrow < 2 * SIZE; borrow++) {
                assertThat(selects(pool)).isTrue();
            }
        }
    }

    private static boolean selects(ConnectionPool pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return number(connection, "select 1") == 1;
        }
    }
}
