package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.ConnectError;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crowd with a wrong password must not lock the user out. */
@Tag("pools")
@Tag("concurrency")
class WrongPasswordTest {

    private static final int CONNECT_SECONDS = 10;

    @ParameterizedTest
    @EnumSource
    void crowdOnANewPool_makesOneAttempt(RelationalDatabases database) throws Exception {
        crowdMakesOneAttempt(database, Fault.none(), 3 * CONNECT_SECONDS);
    }

    /** Whoever was held back goes on in line. */
    @ParameterizedTest
    @EnumSource
    void crowdWithoutTimeToBeginAnew_makesOneAttempt(RelationalDatabases database) throws Exception {
        crowdMakesOneAttempt(
                database, Fault.delay(Duration.ofMillis(400), Duration.ZERO, new Random(1)), 2 * CONNECT_SECONDS + 0.2);
    }

    /** Others connect for them. */
    @ParameterizedTest
    @EnumSource
    void crowdThatCannotStay_makesOneAttempt(RelationalDatabases database) throws Exception {
        crowdMakesOneAttempt(database, Fault.none(), CONNECT_SECONDS - 1);
    }

    /** Health asks every few seconds, and recovery and the watch ask when they like: for the server it is one user. */
    @ParameterizedTest
    @EnumSource
    void whoAsksBesideThePool_presentsItNoMoreOftenThanThePoolMay(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = wrongPassword(database, proxy, 30)) {
            Instant start = Instant.now();
            ConnectionPool pool = registry.connectionPool(database.pool());
            for (int probe = 0; probe < 20; probe++) {
                ProbeFailure failure = Objects.requireNonNull(
                        pool.probe(Duration.ofSeconds(10)).failure());
                assertThat(failure.type()).isEqualTo(ConnectError.AUTHENTICATION);
                assertThat(failure.text()).doesNotContain("not-the-one");
                refusal(proxy, () -> ((AtomicPool) pool).atomic().openStore(Duration.ofSeconds(10)))
                        .ifPresent(refused -> assertThat(refused)
                                .isInstanceOf(SQLException.class)
                                .hasMessageContaining("not locked out"));
                refusal(proxy, pool::getConnection)
                        .ifPresent(refused -> assertThat(refused).hasMessageStartingWith("SCP-210"));
            }
            assertThat(proxy.traffic().mostAcceptedWithin(Duration.ofSeconds(5), start))
                    .as("logins")
                    .isOne();
        }
    }

    /** Empty where so much time had passed that the password was presented again, so that it is the server's. */
    private static Optional<Throwable> refusal(FaultProxy proxy, ThrowingCallable asking) {
        int logins = proxy.traffic().accepted();
        Throwable refused = catchThrowable(asking);
        return proxy.traffic().accepted() == logins ? Optional.of(refused) : Optional.empty();
    }

    /** Callers with MySQL wait for each other before they connect, so that the server's door shows who logs in. */
    @Test
    void whoAsksBesideACrowdOnANewPool_makesNoSecondAttempt() throws Exception {
        RelationalDatabases database = RelationalDatabases.MYSQL;
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = wrongPassword(database, proxy, 3 * CONNECT_SECONDS)) {
            Instant start = Instant.now();
            ConnectionPool pool = registry.connectionPool(database.pool());
            List<Callable<Throwable>> asking = new ArrayList<>();
            for (int caller = 0; caller < 5; caller++) {
                asking.add(() -> catchThrowable(pool::getConnection));
                asking.add(
                        () -> catchThrowable(() -> ((AtomicPool) pool).atomic().openStore(Duration.ofSeconds(10))));
                asking.add(() -> {
                    pool.probe(Duration.ofSeconds(10));
                    return null;
                });
            }
            ExecutorService callers = Executors.newFixedThreadPool(asking.size());
            for (Future<Throwable> asked : callers.invokeAll(asking)) {
                asked.get(60, TimeUnit.SECONDS);
            }
            callers.shutdownNow();
            assertThat(proxy.traffic().mostAcceptedWithin(Duration.ofSeconds(5), start))
                    .as("logins")
                    .isOne();
        }
    }

    private static PoolRegistry wrongPassword(RelationalDatabases database, FaultProxy proxy, double timeoutSeconds) {
        return database.registry(Map.of(
                "HOST",
                proxy.host(),
                "PORT",
                Integer.toString(proxy.port()),
                "PASSWORD",
                "not-the-one",
                "CONNECT_TIMEOUT",
                Integer.toString(CONNECT_SECONDS),
                "POOL_TIMEOUT",
                Double.toString(timeoutSeconds)));
    }

    private static void crowdMakesOneAttempt(RelationalDatabases database, Fault fault, double timeoutSeconds)
            throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = wrongPassword(database, proxy, timeoutSeconds)) {
            proxy.inflictOnNew(fault);
            ConnectionPool pool = registry.connectionPool(database.pool());
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService callers = Executors.newFixedThreadPool(20);
            List<Future<Throwable>> failures = new ArrayList<>();
            for (int caller = 0; caller < 20; caller++) {
                failures.add(callers.submit(() -> {
                    start.await();
                    return catchThrowable(pool::getConnection);
                }));
            }
            start.countDown();
            for (Future<Throwable> failure : failures) {
                assertThat(failure.get(60, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                DatabaseUnavailableException.class,
                                refused -> assertThat(refused.category()).isEqualTo(ErrorCategory.AUTHENTICATION));
            }
            callers.shutdownNow();
            assertThat(pool.stats().failed()).as("attempts").isOne();
            DatabaseUnavailableException next = (DatabaseUnavailableException) catchThrowable(pool::getConnection);
            assertThat(next.code()).isEqualTo("SCP-210");
            assertThat(next.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(6));
        }
    }
}
