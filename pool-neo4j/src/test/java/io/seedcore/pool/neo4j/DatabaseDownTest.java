package io.seedcore.pool.neo4j;

import static io.seedcore.pool.neo4j.GraphDatabases.answer;
import static io.seedcore.pool.neo4j.GraphDatabases.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CircuitState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** A database that is down is not asked by every caller, and is found again without anybody's help. */
@Tag("health")
class DatabaseDownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 20;

    @Test
    void stopped_refusedAtOnceWithTheRealCause_startedAgain_recovers() {
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.NEO4J);
                PoolRegistry registry = GraphDatabases.over(database)) {
            RecordedEvents recorded = new RecordedEvents();
            registry.addListener(recorded);
            GraphPool pool = GraphDatabases.pool(registry);
            assertThat(answer(pool.driver())).isEqualTo(1);

            database.stop();
            Throwable refused = await().atMost(PATIENCE)
                    .until(() -> failure(pool.driver()).orElseThrow(), GraphUnavailableException.class::isInstance);
            assertThat(refused)
                    .hasMessageMatching("SCP-210 neo4j: the server cannot be reached over Bolt, and is tried again in"
                            + " \\d+ ms\\. Nothing is to be done here once it is back: the pool finds it by itself\\.")
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(((GraphUnavailableException) refused).retryAfter()).isLessThanOrEqualTo(Duration.ofMillis(800));
            assertThat(DatabaseError.of(refused).category()).isEqualTo(ErrorCategory.CONNECTION);
            assertThat(pool.stats().failed()).isGreaterThanOrEqualTo(3);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(pool.openSession()::beginTransaction)
                            .isInstanceOf(PoolException.class)
                            .hasMessageStartingWith("SCP-210 neo4j: the server cannot be reached over Bolt, and"));
            assertThat(recorded.events).contains("neo4j failed unreachable", "neo4j circuit open");
            await().atMost(PATIENCE).until(() -> pool.stats().circuit() == CircuitState.OPEN);

            database.restart();
            await().atMost(PATIENCE).until(() -> failure(pool.driver()).isEmpty());
            assertThat(recorded.events).contains("neo4j circuit closed");
            assertThat(pool.stats().circuit()).isEqualTo(CircuitState.CLOSED);
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void stoppedMeanwhile_transactionFunctionIsRepeatedUntilItIsBack() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.NEO4J);
                PoolRegistry registry = GraphDatabases.over(database, "NEO4J_MAX_TX_RETRY_TIME", "120")) {
            GraphPool pool = GraphDatabases.pool(registry);
            assertThat(answer(pool.driver())).isEqualTo(1);
            database.stop();
            Future<Integer> answer = thread.submit(() -> {
                try (Session session = pool.driver().session()) {
                    return session.executeRead(
                            work -> work.run("RETURN 1").single().get(0).asInt());
                }
            });
            await().atMost(PATIENCE).until(() -> pool.stats().failed() > 0);
            database.restart();

            assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo(1);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void manyCallers_atMostTwoConnectsASecond() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1);
        try (HangingUp server = new HangingUp(threads);
                PoolRegistry registry = PoolRegistry.of(Map.of("NEO4J_URI", server.uri()))) {
            GraphPool pool = GraphDatabases.pool(registry);
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            await().atMost(PATIENCE).until(() -> isRefused(pool));
            long start = System.nanoTime();
            int before = server.accepted.get();
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    while (!over.get()) {
                        refused.addAndGet(isRefused(pool) ? 1 : 0);
                    }
                }));
            }
            await().atMost(PATIENCE).until(() -> server.accepted.get() >= before + 4);
            int probes = server.accepted.get() - before;
            double seconds = (System.nanoTime() - start) / 1e9;
            over.set(true);
            for (Future<?> caller : callers) {
                caller.get(1, TimeUnit.MINUTES);
            }

            assertThat((double) probes).isLessThanOrEqualTo(1 + 2 * seconds);
            assertThat(refused).hasValueGreaterThan(probes);
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().pending()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void serverThatAcceptsAndIsSilent_boundedByTheConnectTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PoolRegistry registry = PoolRegistry.of(Map.of(
                        "NEO4J_URI",
                        "bolt://127.0.0.1:" + silent.getLocalPort(),
                        "NEO4J_CONNECT_TIMEOUT",
                        "500ms",
                        "NEO4J_CONNECTION_ACQUISITION_TIMEOUT",
                        "3600"))) {
            assertThat(failure(GraphDatabases.pool(registry).driver()).orElseThrow())
                    .isInstanceOf(ServiceUnavailableException.class)
                    .hasMessage("The server accepted the connection and did not answer");
        }
    }

    private static boolean isRefused(GraphPool pool) {
        return failure(pool.driver())
                .filter(GraphUnavailableException.class::isInstance)
                .isPresent();
    }

    /** Accepts every connection, counts it, and hangs up. */
    private static final class HangingUp implements AutoCloseable {

        final AtomicInteger accepted = new AtomicInteger();
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        HangingUp(ExecutorService threads) throws IOException {
            threads.submit(() -> {
                while (true) {
                    Socket socket = server.accept();
                    accepted.incrementAndGet();
                    socket.close();
                }
            });
        }

        String uri() {
            return "bolt://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
