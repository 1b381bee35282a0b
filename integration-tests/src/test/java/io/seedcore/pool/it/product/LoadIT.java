package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.client.Sessions;
import io.seedcore.pool.it.client.Sessions.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients at once, while the databases are asked how many sessions of ours they see. */
@Tag("load")
@Tag("concurrency")
class LoadIT extends DeployedProduct {

    private static final int CLIENTS = 60;
    private static final int REQUESTS = 500;
    private static final List<String> PATHS =
            List.of("/async/pg/test", "/sync/pg/test", "/async/mysql/test", "/sync/mysql/test", "/neo4j/test");

    /** The pool's limit, and one more for the connection that probes use; JDBC's while recovery looks, too. */
    private static final Count MOST = new Count(20 + 10 + 2, 10 + 5 + 2, 50 + 1);

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    @Test
    void nobody_gets_an_error_and_no_database_more_sessions_than_allowed() throws Exception {
        long start = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        Count highest;
        int samples = 0;
        try (Sessions sessions = Sessions.watch()) {
            List<Future<?>> running = begin(clients);
            highest = sessions.count();
            while (!running.stream().allMatch(Future::isDone)) {
                highest = highest.highest(sessions.count());
                samples++;
            }
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "%d requests in %.1f s, at most %s in %d looks%n",
                CLIENTS * REQUESTS, took.toMillis() / 1000.0, highest, samples);

        assertThat(errors).isEmpty();
        assertThat(highest.postgresql()).isBetween(2, MOST.postgresql());
        assertThat(highest.mysql()).isBetween(2, MOST.mysql());
        assertThat(highest.neo4j()).isBetween(2, MOST.neo4j());
        assertEverythingCameBack();
    }

    private List<Future<?>> begin(ExecutorService clients) {
        Http http = http();
        List<Future<?>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client;
            running.add(clients.submit(() -> {
                for (int request = 0; request < REQUESTS; request++) {
                    Answer answer = http.get(PATHS.get((first + request) % PATHS.size()));
                    if (answer.status() != 200) {
                        errors.add(answer.toString());
                    }
                }
            }));
        }
        return running;
    }

    private static void assertEverythingCameBack() {
        for (String path : List.of("/stats/pg", "/stats/mysql", "/stats/neo4j")) {
            Awaitility.await(path).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                var stats = http().get(path).json().getJsonObject("pool_stats");
                assertThat(stats.getInt("checked_out")).isZero();
                assertThat(stats.getInt("pending")).isZero();
                assertThat(stats.getInt("timeouts")).isZero();
            });
        }
    }
}
