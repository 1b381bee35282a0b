package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application ends while a driver waits for a server that accepts connections and then says nothing. */
@Tag("pools")
class ClosedWhileConnectingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void registryClosedWhileConnectsHang_leavesNoThread(RelationalDatabases database) {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FaultProxy silent = FaultProxy.before(database.shared())) {
            silent.inflictOnNew(Fault.blackHole(Direction.BOTH));
            PoolRegistry registry = database.registry(Map.of(
                    "HOST",
                    silent.host(),
                    "PORT",
                    String.valueOf(silent.port()),
                    "CONNECT_TIMEOUT",
                    "4s",
                    "DRAIN_TIMEOUT",
                    "500ms"));
            ConnectionPool pool = registry.connectionPool(database.pool());
            Future<?> borrowing = caller.submit(() -> pool.getConnection());
            await().atMost(PATIENCE).until(() -> silent.traffic().open() > 0);
            registry.close();
            assertThatThrownBy(borrowing::get).hasCauseInstanceOf(SQLException.class);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(ours()).isEmpty());
        } finally {
            caller.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectThatSucceedsAfterTheEnd_leavesNoConnection(RelationalDatabases database) {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FaultProxy slow = FaultProxy.before(database.shared())) {
            slow.inflictOnNew(Fault.blackHole(Direction.BOTH));
            PoolRegistry registry = database.registry(
                    Map.of("HOST", slow.host(), "PORT", String.valueOf(slow.port()), "DRAIN_TIMEOUT", "500ms"));
            ConnectionPool pool = registry.connectionPool(database.pool());
            Future<?> borrowing = caller.submit(() -> pool.getConnection());
            await().atMost(PATIENCE).until(() -> slow.traffic().open() > 0);
            registry.close();
            slow.heal();
            assertThatThrownBy(borrowing::get).hasCauseInstanceOf(PoolClosedException.class);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(slow.traffic().open()).isZero());
        } finally {
            caller.shutdownNow();
        }
    }

    /** Of pools and drivers, without the one that Connector/J has once for all of its connections, where it is let. */
    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(?i)(seedcore|hikari|postgres|mysql(?!-cj)|mariadb).*"))
                .toList();
    }
}
