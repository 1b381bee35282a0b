package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pools")
class StatsIT extends DeployedProduct {

    @ParameterizedTest
    @CsvSource({
        "/stats/pg,/sync/pg/test,postgresql,20,30",
        "/stats/postgresql,/async/pg/test,postgresql,20,30",
        "/stats/mysql,/sync/mysql/test,mysql,10,15",
        "/stats/neo4j,/neo4j/test,neo4j,50,50"
    })
    void a_pool_that_was_used_and_rests(String path, String use, String database, int size, int maxSize) {
        assertThat(http().get(use).status()).isEqualTo(200);
        awaitRest(path);

        JsonObject json = http().get(path).json();

        assertThat(json)
                .containsOnlyKeys(
                        "database",
                        "pool_stats",
                        "utilization_percent",
                        "circuit",
                        "evictions",
                        "holders",
                        "waiters",
                        "slowest_queries",
                        "recent_errors",
                        "anomalies",
                        "server_warnings");
        assertThat(json.getString("database")).isEqualTo(database);
        assertThat(json.getJsonNumber("utilization_percent").doubleValue()).isZero();
        assertThat(json.getJsonArray("anomalies")).isEmpty();
        JsonObject stats = json.getJsonObject("pool_stats");
        assertThat(stats)
                .containsOnlyKeys(
                        "size",
                        "checked_out",
                        "checked_in",
                        "overflow",
                        "invalid",
                        "max_size",
                        "pending",
                        "created",
                        "failed",
                        "timeouts",
                        "leaks",
                        "in_doubt",
                        "in_doubt_oldest_seconds",
                        "recovery_last_scan_seconds");
        assertThat(stats.values()).allMatch(value -> value.getValueType() == JsonValue.ValueType.NUMBER);
        assertThat(stats.getInt("size")).isEqualTo(size);
        assertThat(stats.getInt("max_size")).isEqualTo(maxSize);
        assertThat(stats.getInt("checked_in")).isPositive();
        assertThat(stats.getInt("created")).isPositive();
        assertThat(stats.getInt("overflow")).isZero();
        assertThat(stats.getInt("pending")).isZero();
        assertThat(stats.getInt("in_doubt")).isZero();
    }

    /** A connection comes back a moment after the answer. */
    private static void awaitRest(String path) {
        Awaitility.await(path)
                .atMost(Duration.ofSeconds(10))
                .until(() -> http().get(path).json().getJsonObject("pool_stats").getInt("checked_out") == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stats/shop", "/stats/PG", "/stats/%3Cscript%3E"})
    void a_database_that_is_not_configured_is_not_found(String path) {
        Answer answer = http().get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-204");
        assertThat(answer.error().getString("message")).contains("mysql", "neo4j", "postgresql");
    }

    @Test
    void stats_are_not_kept_by_anybody_on_the_way() {
        assertThat(http().get("/stats/pg").header("Cache-Control")).isEqualTo("no-store");
    }
}
