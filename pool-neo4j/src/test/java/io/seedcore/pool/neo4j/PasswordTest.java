package io.seedcore.pool.neo4j;

import static io.seedcore.pool.neo4j.GraphDatabases.answer;
import static io.seedcore.pool.neo4j.GraphDatabases.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/** A wrong password is tried seldom, so that nobody is locked out; a changed one is taken up by itself. */
@Tag("health")
class PasswordTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 20;

    private static DevDatabase database;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        database = DevDatabases.start(DevDatabaseKind.NEO4J);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void wrongPassword_presentedOnceByAll_nobodyLockedOut() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (PoolRegistry wrong = GraphDatabases.over(database, "NEO4J_PASSWORD", "hunter2-do-not-print");
                PoolRegistry right = GraphDatabases.over(database)) {
            GraphPool pool = GraphDatabases.pool(wrong);
            CyclicBarrier together = new CyclicBarrier(CALLERS);
            List<Future<Optional<Neo4jException>>> failures = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                failures.add(threads.submit(() -> {
                    together.await(1, TimeUnit.MINUTES);
                    return failure(pool.driver());
                }));
            }
            for (Future<Optional<Neo4jException>> failure : failures) {
                assertThat(failure.get(1, TimeUnit.MINUTES).orElseThrow())
                        .isInstanceOfAny(AuthenticationException.class, GraphAccessException.class);
            }
            Neo4jException refused = failure(pool.driver()).orElseThrow();
            assertThat(refused)
                    .isInstanceOf(GraphAccessException.class)
                    .hasMessageMatching(
                            "SCP-210 neo4j: user or password was refused, and is tried again in \\d{4} ms\\."
                                    + " Check address, user and password.*")
                    .message()
                    .doesNotContain("hunter2");
            assertThat(((GraphAccessException) refused).retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(6));
            assertThat(pool.stats().failed()).isEqualTo(1);

            assertThat(failure(GraphDatabases.pool(right).driver()))
                    .as("the right password is still accepted")
                    .isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void passwordCorrectedInItsFile_triedAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "not-yet-right");
        try (PoolRegistry registry = overFile(file)) {
            Driver driver = GraphDatabases.pool(registry).driver();
            assertThat(failure(driver).orElseThrow()).isInstanceOf(AuthenticationException.class);
            Duration pause = pause(failure(driver).orElseThrow());

            Files.writeString(file, database.password());
            Duration left = pause;
            for (Optional<Neo4jException> again = failure(driver); again.isPresent(); again = failure(driver)) {
                left = pause(again.orElseThrow());
            }
            assertThat(left).as("left of the pause when it was over").isGreaterThan(pause.dividedBy(2));
        }
    }

    @Test
    void passwordChangedUnderLoad_serverFirst_noCallerNotices() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), database.password());
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (PoolRegistry admin = GraphDatabases.over(database);
                PoolRegistry registry = overFile(file, "NEO4J_MAX_CONNECTION_LIFETIME", "1")) {
            GraphPool pool = GraphDatabases.pool(registry);
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(load(pool.driver(), over)));
            }
            try (Session system = GraphDatabases.pool(admin).driver().session(SessionConfig.forDatabase("system"))) {
                String password = database.password();
                for (int i = 1; i <= 3; i++) {
                    long created = pool.stats().created();
                    password = "changed-for-the-test-" + i;
                    setPassword(system, password);
                    Files.writeString(file, password);
                    await().atMost(PATIENCE).until(() -> pool.stats().created() > created + CALLERS);
                }
                over.set(true);
                for (Future<Integer> caller : callers) {
                    assertThat(caller.get(1, TimeUnit.MINUTES)).isPositive();
                }
                setPassword(system, database.password());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Duration pause(Neo4jException refused) {
        assertThat(refused).isInstanceOf(GraphAccessException.class);
        return ((GraphAccessException) refused).retryAfter();
    }

    private static void setPassword(Session system, String password) {
        system.run(
                        "ALTER USER $user SET PASSWORD $password CHANGE NOT REQUIRED",
                        Values.parameters("user", database.user(), "password", password))
                .consume();
    }

    private static Callable<Integer> load(Driver driver, AtomicBoolean over) {
        return () -> {
            int done = 0;
            for (; !over.get(); done++) {
                answer(driver);
            }
            return done;
        };
    }

    private static PoolRegistry overFile(Path file, String... more) {
        Map<String, String> settings = new HashMap<>(database.environment());
        settings.remove("NEO4J_PASSWORD");
        settings.put("NEO4J_PASSWORD_FILE", file.toString());
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return PoolRegistry.of(settings);
    }
}
