package io.seedcore.pool.monitoring.microprofile.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.json.StatsJson;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool that is larger than its server admits says so beyond the log, and is up all the same. */
@Tag("health")
class SettingsThatDoNotFitTheServerShowTest {

    @Test
    void poolLargerThanItsServer_showsInHealthAndStats_andTheDatabaseStaysUp() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().postgresql().environment());
        settings.put("POSTGRES_POOL_SIZE", "500");
        try (PoolRegistry registry = PoolRegistry.of(settings);
                HealthMonitor health = new HealthMonitor(registry, (database, took) -> {})) {
            assertThat(readiness(registry, health).data).containsEntry("server_warnings", 0L);
            assertThat(warnings(registry)).isEmpty();

            health.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> health.of("postgresql").up());

            RecordedResponse response = readiness(registry, health);
            assertThat(response.up).isTrue();
            assertThat(response.data).containsEntry("server_warnings", 1L);
            assertThat(response.data)
                    .extractingByKey("server_warning_1")
                    .asString()
                    .contains("max_connections 200");
            assertThat(warnings(registry)).singleElement().asString().contains("max_connections 200");
        }
    }

    private static RecordedResponse readiness(PoolRegistry registry, HealthMonitor health) {
        RecordedResponse response = new RecordedResponse();
        new DatabaseReadiness("postgresql", registry, health, new AnomalyMonitor()).check(response);
        return response;
    }

    private static List<String> warnings(PoolRegistry registry) {
        return StatsJson.of(registry.pool("postgresql"), registry.transactions(), List.of())
                .build()
                .getJsonArray("server_warnings")
                .getValuesAs(JsonString::getString);
    }
}
