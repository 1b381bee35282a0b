package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.PoolListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pools by name: opened once, added and removed while in use, told of by events. */
@Tag("pools")
class RegistryTest {

    private static final RelationalDatabases DATABASE = RelationalDatabases.POSTGRESQL;

    @Test
    void pool_isOpenedOnce() {
        try (PoolRegistry registry = DATABASE.registry(Map.of())) {
            assertThat(registry.pool("postgresql")).isSameAs(registry.pool("postgresql"));
        }
    }

    @Test
    void unknownName_isAnsweredWithTheVariableToSet() {
        try (PoolRegistry registry = DATABASE.registry(Map.of())) {
            assertThatThrownBy(() -> registry.pool("mysql"))
                    .isInstanceOf(NoSuchPoolException.class)
                    .hasMessageStartingWith("SCP-204")
                    .hasMessageContaining("MYSQL_HOST")
                    .hasMessageContaining("postgresql");
        }
    }

    @Test
    void poolsMayBeRemovedAndAdded() throws SQLException {
        try (PoolRegistry registry = DATABASE.registry(Map.of())) {
            PoolSettings settings = registry.settings("postgresql").orElseThrow();
            ConnectionPool first = registry.connectionPool("postgresql");
            assertThatThrownBy(() -> registry.add(settings)).hasMessageStartingWith("SCP-206");
            registry.remove("postgresql");
            assertThat(registry.find("postgresql")).isEmpty();
            assertThatThrownBy(first::getConnection).isInstanceOf(PoolClosedException.class);
            registry.add(settings);
            try (Connection connection = registry.connectionPool("postgresql").getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void listeners_areToldWhatHappens_andOneThatThrowsHarmsNobody() throws SQLException {
        List<String> events = new CopyOnWriteArrayList<>();
        try (PoolRegistry registry = DATABASE.registry(Map.of())) {
            registry.addListener(new Throwing());
            registry.addListener(new Recording(events));
            registry.connectionPool("postgresql").getConnection().close();
        }
        assertThat(events).containsExactly("opened", "created", "SHUTDOWN", "closed");
    }

    /** As of an application whose classes are gone. */
    @Test
    void listenerThatLacksItsClasses_harmsNobody() throws SQLException {
        try (PoolRegistry registry = DATABASE.registry(Map.of())) {
            registry.addListener(new Failing(new NoClassDefFoundError("of.a.Listener")));
            registry.connectionPool("postgresql").getConnection().close();
        }
    }

    /** What is thrown reaches the caller, and takes no room and no session of the server with it. */
    @Test
    void errorWhileOpening_losesNothing() throws SQLException {
        String name = DATABASE.newDatabase();
        PoolListener failing = new Failing(new StackOverflowError());
        try (PoolRegistry registry = DATABASE.registry(Map.of("DB", name, "POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            registry.addListener(failing);
            for (int times = 0; times < 3; times++) {
                // By itself, or as the cause where another thread opened the connection.
                Throwable failure = catchThrowable(pool::getConnection);
                assertThat(failure.getCause() == null ? failure : failure.getCause())
                        .isInstanceOf(StackOverflowError.class);
            }
            registry.removeListener(failing);
            try (Connection connection = pool.getConnection()) {
                assertThat(RelationalDatabases.number(connection, "select 1")).isOne();
                assertThat(pool.tryGetConnection()).isEmpty();
                await().untilAsserted(
                                () -> assertThat(DATABASE.sessionsIn(name)).isOne());
            }
        }
    }

    /** While others drain, whoever looks at all pools must not stumble over it. */
    @Test
    void poolClosedBeforeAnybodyUsedIt_isNotOpenedAnyMore() {
        try (PoolRegistry registry = DATABASE.registry(Map.of())) {
            Slot unused = new Slot(
                    registry.settings().get(0),
                    PoolRegistry.providers().get(0),
                    registry.application(),
                    registry.beans(),
                    new PoolListener() {});
            unused.close();
            assertThat(unused.pool()).isEmpty();
        }
    }

    @Test
    void settingsMayBeProperties() {
        try (PoolRegistry registry = PoolRegistry.of(Map.of(
                "postgres.host", "db", "postgres.db", "shop", "postgres.user", "app", "postgres.max.overflow", "7"))) {
            assertThat(registry.settings("postgresql").orElseThrow().maxSize()).isEqualTo(27);
        }
    }

    private record Failing(Error error) implements PoolListener {
        @Override
        public void connectionCreated(String pool, Duration took) {
            throw error;
        }
    }

    private static final class Throwing implements PoolListener {
        @Override
        public void connectionCreated(String pool, Duration took) {
            throw new IllegalStateException("a listener's own fault");
        }
    }

    private record Recording(List<String> events) implements PoolListener {
        @Override
        public void poolOpened(String pool) {
            events.add("opened");
        }

        @Override
        public void poolClosed(String pool) {
            events.add("closed");
        }

        @Override
        public void connectionCreated(String pool, Duration took) {
            events.add("created");
        }

        @Override
        public void connectionClosed(String pool, CloseReason reason) {
            events.add(reason.name());
        }
    }
}
