package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers that find nothing idle open connections themselves, at the same time. */
@Tag("pools")
@Tag("concurrency")
class OpeningInParallelTest {

    private static final int CALLERS = 20;

    @ParameterizedTest
    @EnumSource
    void crowdOnAnEmptyPool_connectsAllAtOnce(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = registry(database, proxy, CALLERS + 1)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            // Until somebody has been let in, attempts go one after the other.
            Connection first = pool.getConnection();
            proxy.inflictOnNew(Fault.blackHole(Direction.BOTH));
            ExecutorService crowd = Executors.newFixedThreadPool(CALLERS);
            List<Future<Connection>> callers = ask(pool, crowd);
            await().atMost(Duration.ofSeconds(60)).until(() -> proxy.traffic().accepted() == CALLERS + 1);
            assertThat(pool.stats().created())
                    .as("opened while all are connecting")
                    .isOne();
            proxy.heal();
            for (Future<Connection> caller : callers) {
                caller.get(120, TimeUnit.SECONDS).close();
            }
            first.close();
            crowd.shutdown();
            assertThat(pool.stats().created()).isEqualTo(CALLERS + 1);
            assertThat(pool.stats().checkedIn()).isEqualTo(CALLERS + 1);
        }
    }

    /** MySQL counts who hangs up on its question for the password, so there one logs in before others connect. */
    @Test
    void crowdOnANewPool_isAtTheDoorWhileOneLogsIn() throws Exception {
        RelationalDatabases database = RelationalDatabases.POSTGRESQL;
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = registry(database, proxy, CALLERS)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            proxy.inflictOnNew(Fault.blackHole(Direction.TO_CLIENT));
            ExecutorService crowd = Executors.newFixedThreadPool(CALLERS);
            List<Future<Connection>> callers = ask(pool, crowd);
            await().atMost(Duration.ofSeconds(60)).until(() -> proxy.traffic().accepted() == CALLERS);
            proxy.heal();
            for (Future<Connection> caller : callers) {
                caller.get(120, TimeUnit.SECONDS).close();
            }
            crowd.shutdown();
            assertThat(pool.stats().created()).isEqualTo(CALLERS);
            assertThat(pool.stats().failed()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callerThatMayOpenAfterAWait_isToldTheWholeTime(RelationalDatabases database) throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = registry(database, proxy, 1)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection only = pool.getConnection();
            proxy.inflictOnNew(Fault.blackHole(Direction.BOTH));
            ExecutorService caller = Executors.newSingleThreadExecutor();
            Future<PoolTimeoutException> failure = caller.submit(
                    () -> catchThrowableOfType(PoolTimeoutException.class, () -> pool.getConnection(timeout)));
            await().atMost(Duration.ofSeconds(60)).until(() -> pool.stats().pending() == 1);
            pool.evict(only);
            only.close();
            assertThat(failure.get(60, TimeUnit.SECONDS).getMessage())
                    .startsWith("SCP-202 " + database.pool())
                    .satisfies(message -> assertThat(secondsIn(message)).isGreaterThanOrEqualTo(timeout.toSeconds()));
            caller.shutdown();
            proxy.heal();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callerInterruptedWhileItOpens_leavesTheConnectionToTheNext(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = registry(database, proxy, 1)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection first = pool.getConnection();
            pool.evict(first);
            first.close();
            await().atMost(Duration.ofSeconds(60)).until(() -> proxy.traffic().open() == 0);
            proxy.inflictOnNew(Fault.blackHole(Direction.BOTH));
            ExecutorService caller = Executors.newSingleThreadExecutor();
            Future<SQLException> interrupted =
                    caller.submit(() -> catchThrowableOfType(SQLException.class, pool::getConnection));
            await().atMost(Duration.ofSeconds(60)).until(() -> proxy.traffic().open() == 1);
            CompletableFuture<Connection> next = pool.getConnectionAsync(Duration.ofSeconds(20));
            await().atMost(Duration.ofSeconds(60)).until(() -> pool.stats().pending() == 1);
            caller.shutdownNow();
            proxy.heal();
            assertThat(interrupted.get(60, TimeUnit.SECONDS).getMessage()).startsWith("SCP-214");
            next.get(60, TimeUnit.SECONDS).close();
            assertThat(pool.stats().created()).isEqualTo(2);
        }
    }

    /** Without overflow, and with times far above what anything here takes. */
    private static PoolRegistry registry(RelationalDatabases database, FaultProxy proxy, int size) {
        return database.registry(Map.of(
                "HOST",
                proxy.host(),
                "PORT",
                Integer.toString(proxy.port()),
                "POOL_SIZE",
                Integer.toString(size),
                "MAX_OVERFLOW",
                "0",
                "CONNECT_TIMEOUT",
                "120",
                "POOL_TIMEOUT",
                "240"));
    }

    private static List<Future<Connection>> ask(ConnectionPool pool, ExecutorService crowd) {
        List<Future<Connection>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(crowd.submit(() -> pool.getConnection()));
        }
        return callers;
    }

    private static double secondsIn(String message) {
        Matcher seconds = Pattern.compile("within ([0-9.]+) s").matcher(message);
        assertThat(seconds.find()).as(message).isTrue();
        return Double.parseDouble(seconds.group(1));
    }
}
