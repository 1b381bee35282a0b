package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class AdviceIT extends DeployedProduct {

    @Test
    void every_pool_has_its_advice_with_the_numbers_it_came_from() {
        Awaitility.await("a window of load was seen")
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> http().get("/sync/pg/test").status() == 200
                        && pool("postgresql").getString("because").contains("connections per second"));

        JsonObject postgresql = pool("postgresql");
        assertThat(postgresql).containsOnlyKeys("database", "pool_size", "max_overflow", "confidence", "because");
        assertThat(postgresql.getInt("pool_size")).isPositive();
        assertThat(postgresql.getString("confidence")).isEqualTo("low");
        JsonObject servers = advice().getJsonObject("max_connections");
        assertThat(servers).containsOnlyKeys("postgresql", "mysql", "neo4j");
        JsonObject server = servers.getJsonObject("postgresql");
        assertThat(server.getInt("this_pool"))
                .isEqualTo(postgresql.getInt("pool_size") + postgresql.getInt("max_overflow") + 1);
        assertThat(server.getInt("reserve")).isGreaterThanOrEqualTo(50);
        assertThat(server.getInt("at_least"))
                .isEqualTo(server.getInt("pools") + server.getInt("elsewhere") + server.getInt("reserve"));
    }

    @Test
    void servers_say_what_they_admit_and_who_is_there() {
        Awaitility.await("each server was asked")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                advice().getJsonObject("max_connections").values())
                        .allSatisfy(server -> assertThat(server.asJsonObject().getJsonObject("server"))
                                .containsKeys("admits", "connections")));

        JsonObject postgresql = advice().getJsonObject("max_connections").getJsonObject("postgresql");
        JsonObject server = postgresql.getJsonObject("server");
        assertThat(server.getString("limit")).isEqualTo("max_connections");
        assertThat(server.getInt("connections")).isPositive().isLessThanOrEqualTo(server.getInt("admits"));
        assertThat(server.getJsonArray("clients").getJsonObject(0).getString("application"))
                .isEqualTo("seedcore-pool");
        assertThat(postgresql.getBoolean("enough")).isEqualTo(postgresql.getInt("as_set") <= server.getInt("admits"));
    }

    private static JsonObject advice() {
        Answer answer = http().get("/advice");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static JsonObject pool(String database) {
        return advice().getJsonArray("pools").stream()
                .map(pool -> pool.asJsonObject())
                .filter(pool -> pool.getString("database").equals(database))
                .findFirst()
                .orElseThrow();
    }
}
