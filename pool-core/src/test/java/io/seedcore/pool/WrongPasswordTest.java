package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seedcore.pool.error.ErrorCategory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crowd with a wrong password must not lock the user out. */
@Tag("pools")
@Tag("concurrency")
class WrongPasswordTest {

    @ParameterizedTest
    @EnumSource
    void crowdOnANewPool_makesOneAttempt(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of("PASSWORD", "not-the-one"))) {
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
