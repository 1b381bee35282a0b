package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that resets, delays, refuses and comes back. */
@Tag("pools")
@Tag("faults")
class BrokenNetworkTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(60);
    private static final int SIZE = 5;

    private final ExecutorService borrowers = Executors.newCachedThreadPool();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    @AfterEach
    void endBorrowers() {
        enough.set(true);
        borrowers.shutdownNow();
    }

    private static PoolRegistry behind(FaultProxy proxy, RelationalDatabases database, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "HOST",
                proxy.host(),
                "PORT",
                Integer.toString(proxy.port()),
                "POOL_SIZE",
                Integer.toString(SIZE),
                "MAX_OVERFLOW",
                "0",
                "CONNECT_TIMEOUT",
                "60",
                "POOL_TIMEOUT",
                "60"));
        settings.putAll(more);
        return database.registry(settings);
    }

    @ParameterizedTest
    @EnumSource
    void resetUnderAQuery_reachesItsBorrowerAlone(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database, Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            boolean postgres = database == RelationalDatabases.POSTGRESQL;
            String tag = "reset_" + Long.toHexString(System.nanoTime());
            Future<Boolean> query = borrowers.submit(() -> {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    return statement.execute("select /* " + tag + " */ " + (postgres ? "pg_sleep(600)" : "sleep(600)"));
                }
            });
            String running = postgres
                    ? "select count(*) from pg_stat_activity where pid <> pg_backend_pid() and state = 'active'"
                            + " and query like '%" + tag + "%'"
                    : "select count(*) from information_schema.processlist where id <> connection_id()"
                            + " and info like '%" + tag + "%'";
            await().atMost(FAR_ABOVE).until(() -> database.number(running) == 1);
            proxy.reset();
            assertThatThrownBy(() -> query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                    .cause()
                    .asInstanceOf(THROWABLE)
                    .extracting(failure -> DatabaseError.of(failure).category())
                    .isEqualTo(ErrorCategory.CONNECTION);
            for (int borrow = 0; borrow < SIZE; borrow++) {
                assertThat(selects(pool)).isTrue();
            }
            assertThat(pool.stats().failed()).as("refused connects").isZero();
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    enum End {
        RESET,
        HALF_CLOSE;

        void inflictOn(FaultProxy proxy) {
            if (this == RESET) {
                proxy.reset();
            } else {
                proxy.halfClose(Direction.TO_CLIENT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionsThatEndedWhileIdle_areReplacedUnseen(End end) throws SQLException {
        for (RelationalDatabases database : RelationalDatabases.values()) {
            try (FaultProxy proxy = FaultProxy.before(database.shared());
                    PoolRegistry registry = behind(proxy, database, Map.of("POOL_PRE_PING", "always"))) {
                ConnectionPool pool = registry.connectionPool(database.pool());
                for (int round = 1; round <= 20; round++) {
                    List<Connection> all = new ArrayList<>();
                    for (int borrower = 0; borrower < SIZE; borrower++) {
                        Connection connection = pool.getConnection();
                        all.add(connection);
                        assertThat(number(connection, "select 1")).isOne();
                    }
                    for (Connection connection : all) {
                        connection.close();
                    }
                    assertThat(pool.stats().created()).as("created").isEqualTo((long) round * SIZE);
                    end.inflictOn(proxy);
                    // Whoever answered in this very millisecond is not asked again.
                    pass(Duration.ofMillis(10));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowNetwork_costsNoConnection(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database, Map.of("POOL_PRE_PING", "always"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            assertThat(selects(pool)).isTrue();
            proxy.inflict(Fault.delay(Duration.ofMillis(200), Duration.ofMillis(100), new Random(7)));
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int borrower = 0; borrower < 4 * SIZE; borrower++) {
                answers.add(borrowers.submit(() -> selects(pool)));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
            assertThat(pool.stats().created()).isLessThanOrEqualTo(SIZE);
            assertThat(pool.stats().closed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void flappingNetwork_isNotStormed_andLeavesNobodyStuck(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database, Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            assertThat(selects(pool)).isTrue();
            List<Future<?>> ends = borrowUntilEnough(pool, SIZE);
            Instant start = Instant.now();
            for (int times = 0; times < 6; times++) {
                proxy.inflictOnNew(Fault.refuse());
                proxy.reset();
                pass(Duration.ofMillis(500));
                proxy.heal();
                pass(Duration.ofMillis(500));
            }
            long before = served.get();
            await().atMost(FAR_ABOVE).until(() -> served.get() > before + SIZE);
            end(ends);
            assertThat(proxy.traffic().mostAcceptedWithin(Duration.ofSeconds(1), start))
                    .as("connects in a second")
                    .isLessThanOrEqualTo(2 * SIZE);
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void networkThatIsBack_isNotStormedByThoseWhoWaited(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database, Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            assertThat(selects(pool)).isTrue();
            proxy.inflictOnNew(Fault.refuse());
            proxy.reset();
            List<Future<?>> ends = borrowUntilEnough(pool, 4 * SIZE);
            await().atMost(FAR_ABOVE).until(() -> failed.get() > 20 * SIZE);
            long before = served.get();
            int accepted = proxy.traffic().accepted();
            proxy.heal();
            await().atMost(FAR_ABOVE).until(() -> served.get() > before + 20 * SIZE);
            end(ends);
            assertThat(proxy.traffic().accepted() - accepted).as("connects").isLessThanOrEqualTo(SIZE);
        }
    }

    /** Time in which the network stays as it is. */
    private static void pass(Duration time) {
        await().pollDelay(time).atMost(FAR_ABOVE).until(() -> true);
    }

    private List<Future<?>> borrowUntilEnough(ConnectionPool pool, int callers) {
        List<Future<?>> ends = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            ends.add(borrowers.submit(() -> {
                while (!enough.get()) {
                    try {
                        selects(pool);
                        served.incrementAndGet();
                    } catch (SQLException whileItIsDown) {
                        failed.incrementAndGet();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    }
                }
            }));
        }
        return ends;
    }

    private void end(List<Future<?>> callers) throws Exception {
        enough.set(true);
        for (Future<?> caller : callers) {
            caller.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static boolean selects(ConnectionPool pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return number(connection, "select 1") == 1;
        }
    }
}
