package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what where no token is set. */
@Tag("access")
class AccessIT extends DeployedProduct {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/async/pg/test",
                "/sync/pg/test",
                "/async/mysql/test",
                "/sync/mysql/test",
                "/neo4j/test",
                "/advice",
                "/stats/pg",
                "/stats/mysql",
                "/stats/neo4j",
                "/stats/shop",
                "/example/complex-query",
                "/api/metrics",
                "/nothing"
            })
    void what_is_ours_is_not_for_other_machines(String path) {
        Answer answer = fromNetwork().get(path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/all", "/async/pg/health", "/async/mysql/health", "/neo4j/health", "/health/ready"})
    void health_is_for_everybody(String path) {
        assertThat(fromNetwork().get(path).status()).isEqualTo(200);
        assertThat(http().get(path, "X-Forwarded-For", "203.0.113.7").status()).isEqualTo(200);
    }

    private static Http fromNetwork() {
        Optional<Http> http = Http.overNetwork();
        Assumptions.assumeTrue(http.isPresent(), "this machine has no address but the loopback one");
        return http.orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "Forwarded"})
    void a_proxy_on_this_machine_speaks_for_another(String header) {
        Answer answer = http().get("/stats/pg", header, "for=127.0.0.1");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error().getString("code")).isEqualTo("SCP-403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/../stats/pg",
                "/health/%2e%2e/stats/pg",
                "/health/all/../../stats/pg",
                "/health;/../stats/pg",
                "//stats/pg",
                "/./stats/pg",
                "/stats/pg;/health/all",
                "/stats/pg?/health/all",
                "/%73tats/pg",
                "/health/all%2f..%2f..%2fstats%2fpg"
            })
    void no_way_of_writing_a_path_leads_around(String path) {
        Answer answer = http().get(path, "X-Forwarded-For", "203.0.113.7");

        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("pool_stats");
    }

    @Test
    void a_token_helps_nobody_where_none_is_set() {
        Answer answer = http().get("/stats/pg", "X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer null");

        assertThat(answer.status()).isEqualTo(403);
    }
}
