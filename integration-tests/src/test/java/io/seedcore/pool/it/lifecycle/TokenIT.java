package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what where a token is set. */
@Tag("access")
class TokenIT {

    private static final String TOKEN = "correct-horse-battery";

    @BeforeAll
    static void deploy() {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.put("seedcore.api.token", TOKEN);
        // The token counts, whatever is said here.
        settings.put("seedcore.api.open", "true");
        LauncherServer.shared().deploy(BuildDirectory.application(), settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/async/pg/test",
                "/sync/mysql/test",
                "/neo4j/test",
                "/stats/pg",
                "/example/complex-query",
                "/api/metrics"
            })
    void the_token_opens_what_is_closed_without_it(String path) {
        Answer without = Http.overLoopback().get(path);
        Answer with = Http.overLoopback().get(path, "Authorization", "Bearer " + TOKEN);

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.error().getString("code")).isEqualTo("SCP-401");
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(without.body()).doesNotContain(TOKEN);
        assertThat(with.status()).as(with.toString()).isEqualTo(200);
        assertThat(with.body()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer correct-horse-batter",
                "Bearer correct-horse-battery1",
                "Bearer CORRECT-HORSE-BATTERY",
                "Basic correct-horse-battery",
                "correct-horse-battery"
            })
    void another_token_opens_nothing(String header) {
        assertThat(Http.overLoopback().get("/stats/pg", "Authorization", header).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/all", "/async/pg/health", "/neo4j/health", "/health/live"})
    void health_needs_no_token(String path) {
        assertThat(Http.overLoopback().get(path).status()).isNotIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
    void the_token_counts_behind_a_proxy_too(String header) {
        Answer answer =
                Http.overLoopback().get("/stats/pg", header, "for=203.0.113.7", "Authorization", "Bearer " + TOKEN);

        assertThat(answer.status()).isEqualTo(200);
    }
}
