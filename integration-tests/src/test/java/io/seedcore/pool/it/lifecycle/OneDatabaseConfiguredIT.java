package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The product with an address for PostgreSQL alone, open to all, and called something. */
@Tag("pools")
class OneDatabaseConfiguredIT {

    @BeforeAll
    static void deploy() {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.keySet().removeIf(name -> name.matches("(mysql|neo4j)\\..*"));
        settings.put("seedcore.api.open", "true");
        settings.put("seedcore.application", "shop");
        settings.put("postgres.pool.size", "3");
        settings.put("postgres.max.overflow", "-1");
        LauncherServer.shared().deploy(BuildDirectory.application(), settings);
    }

    @Test
    void health_names_that_database_alone() {
        Awaitility.await("the first look at the database")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Http.overLoopback().get("/health/all").status() == 200);

        assertThat(Http.overLoopback().get("/health/all").json()).isEqualTo(Answer.parse("""
                {"status":"healthy","databases":{"postgresql":true},"all_healthy":true}
                """));
    }

    @ParameterizedTest
    @CsvSource({
        "/stats/mysql,MYSQL_HOST",
        "/stats/neo4j,NEO4J_URI",
        "/sync/mysql/test,MYSQL_HOST",
        "/async/mysql/test,MYSQL_HOST",
        "/async/mysql/health,MYSQL_HOST",
        "/neo4j/test,NEO4J_URI",
        "/neo4j/health,NEO4J_URI",
        "/example/complex-query,MYSQL_HOST"
    })
    void a_path_of_another_database_says_which_variable_is_missing(String path, String variable) {
        Answer answer = Http.overLoopback().get(path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-204");
        assertThat(answer.error().getString("message")).contains(variable);
    }

    @Test
    void settings_have_their_effect() {
        Answer answer = Http.overLoopback().get("/stats/pg");

        assertThat(answer.json().getJsonObject("pool_stats").getInt("size")).isEqualTo(3);
        assertThat(answer.json().getJsonObject("pool_stats").getInt("max_size")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void metrics_carry_the_name_of_the_application(String path) {
        assertThat(Http.overLoopback().get(path).body())
                .containsPattern("database_pool_size\\{[^}]*application=\"shop\"")
                .doesNotContain("database=\"mysql\"");
    }

    @Test
    void open_means_open_for_other_machines() {
        assertThat(Http.overLoopback()
                        .get("/stats/pg", "X-Forwarded-For", "203.0.113.7")
                        .status())
                .isEqualTo(200);
    }
}
