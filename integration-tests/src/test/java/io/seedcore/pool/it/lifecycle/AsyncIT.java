package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL stands behind a wire that can be held, so that a request to it takes as long as the test wants. */
@Tag("concurrency")
class AsyncIT {

    private static final int HELD = 3 * LauncherServer.REQUEST_THREADS;

    @Test
    void held_requests_hold_no_thread_that_others_need_and_a_full_pool_says_so() throws Exception {
        DevDatabases.shared().startAll();
        DevDatabase postgresql = DevDatabases.shared().postgresql();
        try (HoldableWire wire = HoldableWire.to(postgresql.host(), postgresql.port())) {
            LauncherServer.shared().deploy(BuildDirectory.application(), behind(wire));
            assertOthersAreServed();
            assertThat(Http.overLoopback().get("/sync/pg/test").status()).isEqualTo(200);
            wire.hold();
            List<CompletableFuture<Answer>> held = Stream.generate(
                            () -> Http.overLoopback().begin("/async/pg/test"))
                    .limit(HELD)
                    .toList();
            Awaitility.await("all are held, and the statistics answer")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> stats("checked_out") == 1 && stats("pending") == HELD - 1);

            assertOthersAreServed();

            assertThat(held).noneMatch(CompletableFuture::isDone);
            Awaitility.await("the time of those that wait for a connection is up")
                    .atMost(Duration.ofSeconds(3 * ServerSettings.POOL_TIMEOUT_SECONDS))
                    .until(() -> held.stream().filter(CompletableFuture::isDone).count() == HELD - 1);
            wire.release();
            assertAnswers(held.stream().map(CompletableFuture::join).toList());
        } finally {
            LauncherServer.shared().undeploy();
        }
    }

    /** PostgreSQL's pool has one connection. */
    private static Map<String, String> behind(HoldableWire wire) {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.keySet().removeIf(name -> name.equals("postgres.url"));
        settings.put("postgres.host", "127.0.0.1");
        settings.put("postgres.port", String.valueOf(wire.port()));
        settings.put("postgres.pool.size", "1");
        settings.put("postgres.max.overflow", "0");
        settings.put("postgres.pool.pre.ping", "false");
        return settings;
    }

    private static void assertOthersAreServed() {
        for (String path : List.of("/sync/mysql/test", "/async/mysql/test", "/neo4j/test", "/stats/pg")) {
            assertThat(Http.overLoopback().get(path).status()).as(path).isEqualTo(200);
        }
    }

    private static void assertAnswers(List<Answer> answers) {
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
        for (Answer answer : answers) {
            if (answer.status() != 200) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.error().getString("code")).isEqualTo("SCP-201");
                assertThat(answer.error().getString("message")).contains("postgresql", "size 1 overflow 0");
            }
        }
    }

    private static int stats(String key) {
        return Http.overLoopback()
                .get("/stats/pg")
                .json()
                .getJsonObject("pool_stats")
                .getInt(key);
    }
}
