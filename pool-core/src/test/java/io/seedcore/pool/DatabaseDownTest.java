package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pool says while its database does not answer, and that it recovers by itself. */
@Tag("pools")
class DatabaseDownTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void stoppedDatabase_isReportedAndComesBack(RelationalDatabases kind) throws SQLException {
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.valueOf(kind.name()));
                PoolRegistry registry = PoolRegistry.of(
                        kind.settings(database, Map.of("POOL_TIMEOUT", "60", "POOL_PRE_PING", "always")))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            assertThat(pool.probe(LONG).up()).isTrue();
            try (Connection connection = pool.getConnection()) {
                assertThat(number(connection, "select 1")).isOne();
            }
            database.stop();
            ProbeResult down = pool.probe(LONG);
            assertThat(down.up()).isFalse();
            assertThat(down.error()).startsWith("unreachable").doesNotContain(database.host(), database.user());
            assertThat(down.failure()).satisfies(failure -> {
                assertThat(failure.type()).isEqualTo(ConnectError.UNREACHABLE);
                assertThat(failure.code()).startsWith("08");
            });
            DatabaseUnavailableException failure =
                    catchThrowableOfType(DatabaseUnavailableException.class, pool::getConnection);
            assertThat((Throwable) failure)
                    .hasMessageStartingWith("SCP-202 " + kind.pool())
                    .hasMessageContaining("unreachable")
                    .hasCauseInstanceOf(SQLException.class);
            await().untilAsserted(() -> {
                assertThatThrownBy(pool::getConnection).isInstanceOf(DatabaseUnavailableException.class);
                assertThat(pool.stats().circuit()).isEqualTo(CircuitState.OPEN);
            });
            database.restart();
            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
                try (Connection connection = pool.getConnection()) {
                    assertThat(number(connection, "select 1")).isOne();
                }
            });
            assertThat(pool.stats().circuit()).isEqualTo(CircuitState.CLOSED);
            assertThat(pool.probe(LONG).up()).isTrue();
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void requiredDatabaseThatIsDown_refusesTheStart(RelationalDatabases kind) {
        try (PoolRegistry registry = unreachable(kind, "required")) {
            assertThatThrownBy(registry::start)
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-102 " + kind.pool())
                    .hasMessageContaining("_POOL_START");
        }
    }

    @ParameterizedTest
    @EnumSource
    void requiredDatabaseThatDoesNotExist_refusesTheStart(RelationalDatabases kind) {
        try (PoolRegistry registry = kind.registry(Map.of("POOL_START", "required", "DB", "no_such_database"))) {
            assertThatThrownBy(registry::start)
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-102 " + kind.pool())
                    .satisfies(failure -> assertThat(
                                    DatabaseError.whileConnecting(failure).category())
                            .isEqualTo(ErrorCategory.CONFIGURATION));
        }
    }

    @ParameterizedTest
    @EnumSource
    void lazyDatabaseThatIsDown_doesNotHinderTheStart(RelationalDatabases kind) {
        try (PoolRegistry registry = unreachable(kind, "lazy")) {
            registry.start();
            assertThat(registry.pool(kind.pool()).stats().failed()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eagerDatabase_isConnectedInTheBackground(RelationalDatabases kind) {
        try (PoolRegistry registry = kind.registry(Map.of("POOL_START", "eager"))) {
            registry.start();
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(registry.pool(kind.pool()).stats().created())
                                    .isOne());
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongPassword_isToldApartFromADatabaseThatIsDown(RelationalDatabases kind) throws Exception {
        Map<String, String> settings = Map.of("PASSWORD", "wrong-" + kind, "POOL_TIMEOUT", "60");
        BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
        try (PoolRegistry registry = kind.registry(settings)) {
            registry.addListener(new PoolListener() {
                @Override
                public void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {
                    errors.add(error);
                }
            });
            ConnectionPool pool = registry.connectionPool(kind.pool());
            assertThatThrownBy(pool::getConnection)
                    .hasMessageContaining("authentication")
                    .hasMessageNotContaining("wrong-" + kind);
            assertThat(errors.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ConnectError.AUTHENTICATION);
            // It does not log in for that, as the server has just refused to.
            assertThat(pool.probe(LONG).error()).startsWith("authentication");
        }
    }

    private static PoolRegistry unreachable(RelationalDatabases kind, String start) {
        Map<String, String> settings = new HashMap<>(kind.settings(Map.of("POOL_START", start, "POOL_TIMEOUT", "1")));
        String prefix = kind == RelationalDatabases.POSTGRESQL ? "POSTGRES_" : "MYSQL_";
        settings.put(prefix + "HOST", "127.0.0.1");
        // Port 1 is privileged and unassigned on every machine a test runs on: connecting to it is refused at once.
        settings.put(prefix + "PORT", "1");
        return PoolRegistry.of(settings);
    }
}
