package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.event.CloseReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection whose caller could not wait for it is idle from the beginning, and tested like any other. */
@Tag("pools")
class NeverLentConnectionTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void connectionThatBreaksBeforeItsFirstLoan_reachesNobody(RelationalDatabases kind) throws SQLException {
        try (FaultProxy proxy = FaultProxy.before(kind.shared());
                PoolRegistry registry = registry(kind, proxy)) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            try (Connection held = pool.getConnection()) {
                assertThat(held.isClosed()).isFalse();
                openForNobody(pool, kind, proxy);
                proxy.reset();
                try (Connection connection = pool.getConnection()) {
                    assertThat(number(connection, "select 1")).isOne();
                }
            }
        }
    }

    /** Thirty seconds are the least that HikariCP measures itself; below, every age is looked at. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void connectionTooOldAtItsFirstLoan_reachesNobody() throws SQLException {
        RelationalDatabases kind = RelationalDatabases.POSTGRESQL;
        try (FaultProxy proxy = FaultProxy.before(kind.shared());
                PoolRegistry registry = registry(kind, proxy, Map.of("POOL_RECYCLE", "30"))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            try (Connection held = pool.getConnection()) {
                assertThat(held.isClosed()).isFalse();
                openForNobody(pool, kind, proxy);
                kind.execute("select pg_sleep(30)");
                try (Connection connection = pool.getConnection()) {
                    assertThat(number(connection, "select 1")).isOne();
                }
                assertThat(pool.stats().created()).isEqualTo(3);
                assertThat(pool.stats().closed()).isEqualTo(Map.of(CloseReason.RECYCLE, 1L));
            }
        }
    }

    @Test
    void errorWhileOneIsTested_losesNoRoom() throws SQLException {
        RelationalDatabases kind = RelationalDatabases.POSTGRESQL;
        try (FaultProxy proxy = FaultProxy.before(kind.shared());
                PoolRegistry registry = registry(kind, proxy)) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            try (Connection held = pool.getConnection()) {
                assertThat(held.isClosed()).isFalse();
                openForNobody(pool, kind, proxy);
                try (ThrowingLog log = ThrowingLog.of(kind)) {
                    assertThatThrownBy(pool::getConnection).isSameAs(log.error());
                }
                try (Connection connection = pool.getConnection(FAR_ABOVE)) {
                    assertThat(number(connection, "select 1")).isOne();
                }
            }
        }
    }

    private static PoolRegistry registry(RelationalDatabases kind, FaultProxy proxy) {
        return registry(kind, proxy, Map.of());
    }

    private static PoolRegistry registry(RelationalDatabases kind, FaultProxy proxy, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "HOST", proxy.host(), "PORT", Integer.toString(proxy.port()), "POOL_SIZE", "2", "MAX_OVERFLOW", "0"));
        settings.putAll(more);
        return kind.registry(settings);
    }

    /** Lets a second connection be idle for longer than one is trusted that has just answered. */
    private static void openForNobody(ConnectionPool pool, RelationalDatabases kind, FaultProxy proxy)
            throws SQLException {
        proxy.inflictOnNew(Fault.blackHole(Direction.BOTH));
        int others = proxy.traffic().accepted();
        // Nothing is opened for a caller whose time was up before it came to that.
        await().pollInSameThread().atMost(FAR_ABOVE).until(() -> {
            assertThatThrownBy(() -> pool.getConnection(Duration.ofMillis(20))).isInstanceOf(SQLException.class);
            return proxy.traffic().accepted() > others;
        });
        proxy.heal();
        await().atMost(FAR_ABOVE).until(() -> pool.stats().checkedIn() == 1);
        kind.execute(kind == RelationalDatabases.POSTGRESQL ? "select pg_sleep(0.6)" : "select sleep(0.6)");
    }
}
