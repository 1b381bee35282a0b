package io.seedcore.pool.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.client.Secrets;
import io.seedcore.pool.it.server.LauncherServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("access")
class ConsoleIT {

    private static final int MOST_STREAMS = 16;
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^#\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");

    @BeforeAll
    static void deploy() {
        Console.deploy();
    }

    private static Http http() {
        return Http.overLoopback();
    }

    @Test
    void the_page_is_open_and_loads_nothing_from_elsewhere() {
        Answer page = http().get("/console");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).matches("text/html; ?charset=(utf|UTF)-8");
        assertThat(page.body())
                .doesNotContain("://", "<style", "style=", "onclick=")
                .doesNotContainPattern("<script(?! type=\"module\" src=)");
        List<String> files = REFERENCE
                .matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(3);
        for (String file : files) {
            assertServed("/" + file);
        }
    }

    private static void assertServed(String path) {
        Answer file = http().get(path);
        assertThat(file.status()).as(path).isEqualTo(200);
        assertThat(file.header("Content-Security-Policy"))
                .as(path)
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(file.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
        if (path.endsWith(".js")) {
            assertThat(file.header("Content-Type")).as(path).startsWith("text/javascript");
            IMPORT.matcher(file.body())
                    .results()
                    .map(found -> found.group(1))
                    .forEach(module -> assertServed("/console/" + module));
        }
    }

    @Test
    void a_slash_too_much_leads_to_the_page() {
        assertThat(http().get("/console/").header("Location")).endsWith("/console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/live"})
    void nothing_can_be_changed_here(String path) {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            Answer answer = http().send(method, path, "Authorization", "Bearer " + Console.TOKEN);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(405);
            assertThat(answer.error().getString("code")).isEqualTo("SCP-405");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic correct-horse-battery"})
    void live_data_need_the_token(String header) {
        Answer answer =
                header.isEmpty() ? http().get("/console/live") : http().get("/console/live", "Authorization", header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-401");
    }

    @Test
    void a_token_in_the_address_counts_for_nothing() {
        assertThat(http().get("/console/live?token=" + Console.TOKEN).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/other.js", "/console/..%2fstats%2fpg"})
    void what_is_not_of_the_page_is_guarded(String path) {
        assertThat(http().get(path).status()).isBetween(400, 499);
    }

    @Test
    void lines_come_one_after_the_other_and_tell_everything_of_each_pool() throws IOException {
        http().get("/sync/pg/test", "Authorization", "Bearer " + Console.TOKEN);
        try (LiveLines live = LiveLines.begin()) {
            assertThat(live.response().headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
            JsonObject first = live.next();
            assertThat(first).containsKeys("at", "application", "bounds_ms", "pools", "events", "history");
            assertThat(first.getString("application")).isEqualTo("shop");
            assertThat(first.getJsonArray("pools").getValuesAs(JsonValue::asJsonObject))
                    .extracting(pool -> pool.getString("database"))
                    .containsExactlyInAnyOrder("postgresql", "mysql", "neo4j");
            JsonObject second = live.next();
            assertThat(second).doesNotContainKey("history");
            assertThat(second.getString("at")).isGreaterThan(first.getString("at"));
            JsonObject pool = second.getJsonArray("pools").getJsonObject(0);
            assertThat(pool)
                    .containsKeys(
                            "pool_stats",
                            "utilization_percent",
                            "circuit",
                            "evictions",
                            "holders",
                            "waiters",
                            "slowest_queries",
                            "recent_errors",
                            "anomalies",
                            "server_warnings",
                            "kind",
                            "health",
                            "counts",
                            "advice");
            Secrets.assertNoneIn(first.toString());
            assertThat(first.toString()).doesNotContain(Console.TOKEN);
        }
    }

    @Test
    void many_may_watch_without_a_thread_each_and_their_places_are_free_once_they_have_gone() throws IOException {
        List<LiveLines> watching = new ArrayList<>();
        try {
            for (int number = 0; number < MOST_STREAMS; number++) {
                LiveLines live = LiveLines.begin();
                watching.add(live);
                assertThat(live.status()).isEqualTo(200);
            }
            try (LiveLines tooMany = LiveLines.begin()) {
                assertThat(tooMany.status()).isEqualTo(503);
                assertThat(tooMany.next().getJsonObject("error").getString("code"))
                        .isEqualTo("SCP-600");
            }
            assertThat(LauncherServer.REQUEST_THREADS).isLessThan(MOST_STREAMS);
            assertThat(http().get("/stats/pg", "Authorization", "Bearer " + Console.TOKEN)
                            .status())
                    .isEqualTo(200);
            assertThat(LauncherServer.shared().threads())
                    .filteredOn(name -> name.startsWith("seedcore-console"))
                    .hasSize(1);
            for (LiveLines live : watching) {
                assertThat(live.next()).containsKey("history");
                assertThat(live.next()).containsKey("pools");
            }
        } finally {
            for (LiveLines live : watching) {
                live.close();
            }
        }
        Awaitility.await("those that left are noticed")
                .atMost(Duration.ofSeconds(60))
                .until(ConsoleIT::mayWatch);
    }

    private static boolean mayWatch() throws IOException {
        try (LiveLines live = LiveLines.begin()) {
            return live.status() == 200;
        }
    }
}
