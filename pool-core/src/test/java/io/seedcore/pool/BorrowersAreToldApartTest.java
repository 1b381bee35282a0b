package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each borrow counts for those who wait with a thread or for those who wait without, and once in the whole. */
@Tag("pools")
@Tag("metrics")
class BorrowersAreToldApartTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static PoolUse use(Pool pool, EngineType type) {
        return pool.use(type).orElseThrow();
    }

    private static Connection borrow(ConnectionPool pool, EngineType type) throws Exception {
        return type == EngineType.SYNC
                ? pool.getConnection(LONG)
                : pool.getConnectionAsync(LONG).get(60, TimeUnit.SECONDS);
    }

    private static void assertUsed(ConnectionPool pool, long sync, long async) {
        assertThat(use(pool, EngineType.SYNC).durations().acquire().count()).isEqualTo(sync);
        assertThat(use(pool, EngineType.SYNC).durations().usage().count()).isEqualTo(sync);
        assertThat(use(pool, EngineType.ASYNC).durations().acquire().count()).isEqualTo(async);
        assertThat(use(pool, EngineType.ASYNC).durations().usage().count()).isEqualTo(async);
        assertThat(pool.durations().acquire().count()).isEqualTo(sync + async);
        assertThat(pool.durations().usage().count()).isEqualTo(sync + async);
    }

    @ParameterizedTest
    @EnumSource
    void lentConnectionsAndDurations(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "2", "MAX_OVERFLOW", "2"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection first = borrow(pool, EngineType.SYNC);
                    Connection second = borrow(pool, EngineType.ASYNC);
                    Connection third = borrow(pool, EngineType.ASYNC)) {
                assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
                assertThat(use(pool, EngineType.SYNC).checkedOut()).isEqualTo(1);
                assertThat(use(pool, EngineType.ASYNC).checkedOut()).isEqualTo(2);
                assertThat(pool.stats().checkedOut()).isEqualTo(3);
            }
            assertThat(use(pool, EngineType.ASYNC).checkedOut()).isZero();
            assertUsed(pool, 1, 2);

            // Another borrower of the same connections, and those that were closed as surplus still count.
            for (int i = 0; i < 10; i++) {
                borrow(pool, i < 4 ? EngineType.ASYNC : EngineType.SYNC).close();
            }
            assertUsed(pool, 7, 6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callersThatWaitedInVain(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection held = pool.getConnection()) {
                assertThat(held.isClosed()).isFalse();
                assertThatThrownBy(() -> pool.getConnection(SHORT)).isInstanceOf(PoolTimeoutException.class);
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> pool.getConnectionAsync(SHORT).get(60, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(PoolTimeoutException.class);
                }
            }
            assertThat(use(pool, EngineType.SYNC).timeouts()).isEqualTo(1);
            assertThat(use(pool, EngineType.ASYNC).timeouts()).isEqualTo(2);
            assertThat(pool.stats().timeouts()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void openedConnections(EngineType type) throws Exception {
        List<EngineType> heard = new CopyOnWriteArrayList<>();
        try (PoolRegistry registry = RelationalDatabases.POSTGRESQL.registry(Map.of())) {
            registry.addListener(new PoolListener() {
                @Override
                public void connectionCreated(String pool, EngineType engineType, Duration took) {
                    heard.add(engineType);
                }
            });
            borrow(registry.connectionPool("postgresql"), type).close();
        }
        assertThat(heard).containsExactly(type);
    }

    @ParameterizedTest
    @EnumSource
    void failedAttemptsToConnect(EngineType type) {
        Map<String, String> settings = new HashMap<>(RelationalDatabases.POSTGRESQL.settings(Map.of("PORT", "1")));
        settings.put("POSTGRES_HOST", "127.0.0.1");
        settings.keySet().removeIf(name -> name.endsWith("_URL"));
        List<String> heard = new CopyOnWriteArrayList<>();
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            registry.addListener(new PoolListener() {
                @Override
                public void connectionFailed(
                        String pool, EngineType engineType, ConnectError error, Throwable cause, Duration took) {
                    heard.add(engineType + " " + error);
                }
            });
            assertThatThrownBy(() -> borrow(registry.connectionPool("postgresql"), type))
                    .isInstanceOf(Exception.class);
        }
        assertThat(heard).containsExactly(type + " " + ConnectError.UNREACHABLE);
    }
}
