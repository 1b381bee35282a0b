package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The password changes while the application works. */
@Tag("pools")
class PasswordRotationTest {

    private static final int BORROWERS = 20;
    private static final int ROTATIONS = 5;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void passwordThatIsReplaced_failsNoBorrow(RelationalDatabases kind) throws Exception {
        String user = newUser(kind, "first");
        Path file = Files.writeString(directory.resolve(kind.pool()), "first");
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService borrowers = Executors.newFixedThreadPool(BORROWERS);
        try (PoolRegistry registry = PoolRegistry.of(settings(kind, user, file))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            for (int borrower = 0; borrower < BORROWERS; borrower++) {
                borrowers.execute(() -> {
                    while (!done.get()) {
                        borrow(pool, failures);
                    }
                });
            }
            for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
                rotate(kind, user, "password-" + rotation, file);
                long before = pool.stats().created();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> pool.stats().created() >= before + 10 || !failures.isEmpty());
            }
            done.set(true);
            borrowers.shutdown();
            assertThat(borrowers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(failures).isEmpty();
        } finally {
            done.set(true);
            borrowers.shutdownNow();
            dropUser(kind, user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void openConnections_outliveTheirPassword(RelationalDatabases kind) throws Exception {
        String user = newUser(kind, "first");
        Path file = Files.writeString(directory.resolve(kind.pool()), "first");
        try (PoolRegistry registry = PoolRegistry.of(settings(kind, user, file));
                Connection before = registry.connectionPool(kind.pool()).getConnection()) {
            rotate(kind, user, "second", file);
            assertThat(number(before, "select 1")).isOne();
            try (Connection after = registry.connectionPool(kind.pool()).getConnection()) {
                assertThat(number(after, "select 1")).isOne();
            }
        } finally {
            dropUser(kind, user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileThatVanishes_leavesTheLastPasswordInForce(RelationalDatabases kind) throws Exception {
        String user = newUser(kind, "first");
        Path file = Files.writeString(directory.resolve(kind.pool()), "first");
        try (CapturedLog log = new CapturedLog("io.seedcore.pool");
                PoolRegistry registry = PoolRegistry.of(settings(kind, user, file))) {
            Files.delete(file);
            try (Connection connection = registry.connectionPool(kind.pool()).getConnection()) {
                assertThat(number(connection, "select 1")).isOne();
            }
            assertThat(log.messages(Level.WARNING))
                    .filteredOn(message -> message.contains("the file of the password cannot be used"))
                    .hasSize(1);
        } finally {
            dropUser(kind, user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void passwordThatNobodyReplaced_isRefusedWithoutWaiting(RelationalDatabases kind) throws Exception {
        String user = newUser(kind, "first");
        Path file = Files.writeString(directory.resolve(kind.pool()), "not-the-first");
        Map<String, String> settings = settings(kind, user, file);
        settings.put(variable(kind, "POOL_TIMEOUT"), "2");
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            assertThat(pool.probe(Duration.ofSeconds(5)).error()).startsWith("authentication");
            assertThatThrownBy(pool::getConnection).hasMessageNotContaining("not-the-first");
        } finally {
            dropUser(kind, user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void passwordThatWasCorrected_isPresentedByTheNextProbe(RelationalDatabases kind) throws Exception {
        String user = newUser(kind, "first");
        Path file = Files.writeString(directory.resolve(kind.pool()), "not-the-first");
        try (PoolRegistry registry = PoolRegistry.of(settings(kind, user, file))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            assertThat(pool.probe(Duration.ofSeconds(5)).error()).startsWith("authentication");
            assertThat(pool.probe(Duration.ofSeconds(5)).error()).contains("tried again in");
            assertThatThrownBy(pool::getConnection).hasMessageStartingWith("SCP-210");
            Files.writeString(file, "first");
            assertThat(pool.probe(Duration.ofSeconds(5)).error()).isNull();
            try (Connection connection = pool.getConnection()) {
                assertThat(number(connection, "select 1")).isOne();
            }
        } finally {
            dropUser(kind, user);
        }
    }

    /** Each address has refused the old one. */
    @Test
    void passwordThatWasCorrected_isPresentedToPoolerAndServerByTheNextProbe() throws Exception {
        RelationalDatabases kind = RelationalDatabases.POSTGRESQL;
        String user = newUser(kind, "first");
        Path file = Files.writeString(directory.resolve(kind.pool()), "not-the-first");
        Map<String, String> settings = settings(kind, user, file);
        try (FaultProxy pooler = FaultProxy.before(kind.shared())) {
            settings.put("POSTGRES_PGBOUNCER", "transaction");
            settings.put("POSTGRES_RECOVERY_URL", kind.shared().jdbcUrl());
            settings.put("POSTGRES_PORT", Integer.toString(pooler.port()));
            try (PoolRegistry registry = PoolRegistry.of(settings)) {
                ConnectionPool pool = registry.connectionPool(kind.pool());
                assertThatThrownBy(pool::getConnection).hasMessageStartingWith("SCP-202");
                assertThat(pool.probe(Duration.ofSeconds(5)).error()).startsWith("authentication");
                assertThatThrownBy(pool::getConnection).hasMessageStartingWith("SCP-210");
                Files.writeString(file, "first");
                assertThat(pool.probe(Duration.ofSeconds(5)).error()).isNull();
                try (Connection connection = pool.getConnection()) {
                    assertThat(number(connection, "select 1")).isOne();
                }
            }
        } finally {
            dropUser(kind, user);
        }
    }

    private static void borrow(ConnectionPool pool, Queue<Throwable> failures) {
        try (Connection connection = pool.getConnection()) {
            number(connection, "select 1");
        } catch (SQLException | RuntimeException e) {
            failures.add(e);
        }
    }

    private static Map<String, String> settings(RelationalDatabases kind, String user, Path file) {
        Map<String, String> settings = new HashMap<>(kind.settings(
                Map.of("USER", user, "PASSWORD_FILE", file.toString(), "POOL_RECYCLE", "1", "POOL_SIZE", "10")));
        settings.remove(variable(kind, "PASSWORD"));
        return settings;
    }

    private static String variable(RelationalDatabases kind, String name) {
        return (kind == RelationalDatabases.POSTGRESQL ? "POSTGRES_" : "MYSQL_") + name;
    }

    private static String newUser(RelationalDatabases kind, String password) throws SQLException {
        String user = "rotating_" + Long.toHexString(System.nanoTime());
        if (kind == RelationalDatabases.POSTGRESQL) {
            kind.execute("create role " + user + " login password '" + password + "'");
        } else {
            kind.execute("create user " + user + " identified by '" + password + "'");
            kind.execute("grant all on *.* to " + user);
        }
        return user;
    }

    private static void dropUser(RelationalDatabases kind, String user) throws SQLException {
        kind.execute((kind == RelationalDatabases.POSTGRESQL ? "drop role " : "drop user ") + user);
    }

    /** As the operator's script does it: first the server, then at once the file. */
    private static void rotate(RelationalDatabases kind, String user, String password, Path file)
            throws SQLException, IOException {
        Path next = Files.writeString(file.resolveSibling("next"), password + "\n");
        kind.execute(
                kind == RelationalDatabases.POSTGRESQL
                        ? "alter role " + user + " password '" + password + "'"
                        : "alter user " + user + " identified by '" + password + "'");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
