package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("http")
class PathsIT extends DeployedProduct {

    @ParameterizedTest
    @CsvSource({
        "/async/pg/test,postgresql,async,PostgreSQL \\d+\\.\\d+.*",
        "/sync/pg/test,postgresql,sync,PostgreSQL \\d+\\.\\d+.*",
        "/async/mysql/test,mysql,async,\\d+\\.\\d+\\.\\d+.*",
        "/sync/mysql/test,mysql,sync,\\d+\\.\\d+\\.\\d+.*"
    })
    void a_relational_database_says_its_version(String path, String database, String connection, String version) {
        Answer answer = http().get(path);

        assertThat(answer.status()).isEqualTo(200);
        JsonObject json = answer.json();
        assertThat(json).containsOnlyKeys("database", "version", "connection");
        assertThat(json.getString("database")).isEqualTo(database);
        assertThat(json.getString("connection")).isEqualTo(connection);
        assertThat(json.getString("version")).matches(version);
    }

    @Test
    void neo4j_is_working() {
        Answer answer = http().get("/neo4j/test");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Answer.parse("{\"database\":\"neo4j\",\"message\":\"Neo4j is working!\"}"));
    }

    @Test
    void two_databases_are_asked_in_one_request() {
        Answer answer = http().get("/example/complex-query");

        assertThat(answer.status()).isEqualTo(200);
        JsonObject json = answer.json();
        assertThat(json).containsOnlyKeys("postgresql_tables", "mysql_tables", "total_tables", "message");
        int postgresql = json.getInt("postgresql_tables");
        int mysql = json.getInt("mysql_tables");
        assertThat(postgresql).isPositive();
        assertThat(mysql).isPositive();
        assertThat(json.getInt("total_tables")).isEqualTo(postgresql + mysql);
        assertThat(json.getString("message")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/async/oracle/test",
                "/sync/neo4j/test",
                "/async/pg/tests",
                "/neo4j/test/more",
                "/example",
                "/stats",
                "/nothing",
                "/"
            })
    void a_path_that_does_not_exist_is_not_found(String path) {
        Answer answer = http().get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/all",
                "/async/pg/health",
                "/async/pg/test",
                "/sync/mysql/test",
                "/neo4j/test",
                "/stats/pg",
                "/example/complex-query",
                "/api/metrics"
            })
    void a_method_that_a_path_does_not_take_is_refused(String path) {
        Answer answer = http().send("DELETE", path);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-405");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/async/pg/health", "/async/pg/test", "/neo4j/test", "/stats/pg"})
    void a_format_that_a_path_does_not_have_is_refused(String path) {
        Answer answer = http().get(path, "Accept", "image/png");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-406");
    }
}
