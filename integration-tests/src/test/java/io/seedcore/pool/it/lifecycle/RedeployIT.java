package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.client.Sessions;
import io.seedcore.pool.it.client.Sessions.Count;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lifecycle")
class RedeployIT {

    /** The names of threads that pools, drivers and the monitoring start. */
    private static final Pattern OURS = Pattern.compile(
            "seedcore|hikari|housekeeper|neo4j|netty|mysql|postgres|hibernate", Pattern.CASE_INSENSITIVE);

    @Test
    void nothing_is_left_after_undeploy_and_everything_answers_after_the_next_deploy() throws Exception {
        LauncherServer server = LauncherServer.shared();
        server.undeploy();
        try (Sessions sessions = Sessions.watch()) {
            server.deploy(BuildDirectory.application(), ServerSettings.properties());
            assertEverythingAnswers();
            assertThat(sessions.count()).satisfies(open -> {
                assertThat(open.postgresql()).isPositive();
                assertThat(open.mysql()).isPositive();
                assertThat(open.neo4j()).isPositive();
            });
            assertThat(ours(server)).isNotEmpty();

            server.undeploy();

            Awaitility.await("all sessions are gone")
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sessions.count()).isEqualTo(Count.NONE));
            Awaitility.await("all threads are gone")
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(ours(server)).isEmpty());
            assertThat(Http.overLoopback().get("/stats/pg").status()).isIn(404, 503);

            server.deploy(BuildDirectory.application(), ServerSettings.properties());

            assertMetricsBeginAtNothing();
            assertEverythingAnswers();
        }
    }

    private static List<String> ours(LauncherServer server) {
        return server.threads().stream()
                .filter(name -> OURS.matcher(name).find())
                .toList();
    }

    /** Before anything was borrowed: what the pools of the application before did must not show. */
    private static void assertMetricsBeginAtNothing() {
        for (String path : List.of("/api/metrics", "/metrics")) {
            List<String> lines = Http.overLoopback().get(path).body().lines().toList();
            for (String name : List.of("database_pool_created_total", "database_pool_checked_in")) {
                assertThat(lines.stream().filter(line -> line.startsWith(name + "{")))
                        .as(path)
                        .hasSize(3)
                        .allMatch(line -> line.matches(".*} 0(\\.0)?"));
            }
        }
    }

    private static void assertEverythingAnswers() {
        for (String path : List.of(
                "/sync/pg/test",
                "/async/pg/test",
                "/sync/mysql/test",
                "/async/mysql/test",
                "/neo4j/test",
                "/stats/pg",
                "/example/complex-query",
                "/api/metrics",
                "/metrics")) {
            Answer answer = Http.overLoopback().get(path);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }
        Awaitility.await("/health/all")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Http.overLoopback().get("/health/all").status() == 200);
    }
}
