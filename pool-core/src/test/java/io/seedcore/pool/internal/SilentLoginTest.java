package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.SilentConnectionTest.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that falls silent while a connection is opened, in the midst of the last answer that the pool wants. */
@Tag("pools")
class SilentLoginTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(60);
    private static final Map<String, String> ONE_AND_ANOTHER =
            Map.of("POOL_SIZE", "2", "MAX_OVERFLOW", "0", "CONNECT_TIMEOUT", "5", "POOL_TIMEOUT", "20");

    private final ExecutorService borrower = Executors.newSingleThreadExecutor();

    @AfterEach
    void endBorrower() {
        borrower.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void openingThatFallsSilent_isGivenUpInTime(Driver driver) throws Exception {
        DevDatabase database = driver.shared();
        try (FaultProxy proxy = FaultProxy.before(database);
                HikariConnectionPool pool = new HikariConnectionPool(
                        driver.settings(database, proxy.host(), proxy.port(), ONE_AND_ANOTHER),
                        null,
                        new BeanClasses(),
                        new PoolListener() {});
                Connection first = pool.getConnection()) {
            assertThat(first.isValid(0)).isTrue();
            long before = proxy.traffic().bytesToClient();
            openAnother(pool);
            long answers = proxy.traffic().bytesToClient() - before;
            proxy.inflictOnNew(Fault.silentAfter(answers - 10, Direction.TO_CLIENT));
            Future<Connection> waiting = borrower.submit(() -> pool.getConnection());
            assertThatThrownBy(() -> waiting.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasStackTraceContaining("SCP-130");
            proxy.inflictOnNew(Fault.none());
            await().atMost(FAR_ABOVE)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> openAnother(pool));
        }
    }

    /** Opens a second connection, which does not stay. */
    private static boolean openAnother(HikariConnectionPool pool) throws SQLException {
        long created = pool.stats().created();
        try (Connection another = pool.getConnection()) {
            pool.evict(another);
        }
        return pool.stats().created() > created;
    }
}
