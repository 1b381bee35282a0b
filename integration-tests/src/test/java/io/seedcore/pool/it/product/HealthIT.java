package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("health")
class HealthIT extends DeployedProduct {

    @Test
    void all_databases_together() {
        Answer answer = http().get("/health/all");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Answer.parse("""
                {"status":"healthy","databases":{"postgresql":true,"mysql":true,"neo4j":true},"all_healthy":true}
                """));
    }

    @ParameterizedTest
    @CsvSource({"/async/pg/health,postgresql", "/async/mysql/health,mysql", "/neo4j/health,neo4j"})
    void each_database_alone(String path, String database) {
        Answer answer = http().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Answer.parse("{\"status\":\"healthy\",\"database\":\"" + database + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void microprofile_readiness_has_a_check_for_each_database(String path) {
        Answer answer = http().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("status")).isEqualTo("UP");
        assertThat(checkNames(answer)).contains("database:postgresql", "database:mysql", "database:neo4j");
    }

    @Test
    void microprofile_readiness_says_how_each_pool_is() {
        assertThat(readiness("postgresql"))
                .containsKeys(
                        "database",
                        "pool_size",
                        "max_size",
                        "active",
                        "idle",
                        "overflow",
                        "pending",
                        "utilization_percent",
                        "saturated",
                        "version",
                        "latency_ms",
                        "last_check",
                        "since",
                        "recovery_last_scan_seconds")
                .containsEntry("in_doubt", Json.createValue("0"))
                .containsEntry("in_doubt_oldest_seconds", Json.createValue("0"))
                .containsEntry("circuit", Json.createValue("closed"))
                .containsEntry("anomalies", Json.createValue("0"));
    }

    @Test
    void microprofile_liveness_asks_no_database() {
        Answer answer = http().get("/health/live");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(checkNames(answer)).isNotEmpty().noneMatch(name -> name.contains("database"));
    }

    @Test
    void microprofile_startup_is_up() {
        assertThat(http().get("/health/started").json().getString("status")).isEqualTo("UP");
    }

    private static List<String> checkNames(Answer answer) {
        return answer.json().getJsonArray("checks").stream()
                .map(check -> check.asJsonObject().getString("name"))
                .toList();
    }
}
