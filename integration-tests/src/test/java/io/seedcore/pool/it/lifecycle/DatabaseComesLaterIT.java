package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("health")
@Tag("faults")
class DatabaseComesLaterIT {

    @Test
    void the_application_starts_without_it_and_uses_it_once_it_is_there() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(DevDatabases.shared().postgresql())) {
            proxy.inflict(Fault.refuse());
            LauncherServer.shared().deploy(BuildDirectory.application(), settings(proxy));
            awaitHealth(503);
            assertThat(health().json().getJsonObject("databases"))
                    .isEqualTo(Answer.parse("{\"postgresql\":false,\"mysql\":true,\"neo4j\":true}"));
            assertThat(status("/sync/pg/test")).isEqualTo(503);
            assertThat(status("/sync/mysql/test")).isEqualTo(200);
            assertThat(status("/neo4j/test")).isEqualTo(200);

            proxy.heal();
            awaitHealth(200);
            assertThat(status("/sync/pg/test")).isEqualTo(200);
        } finally {
            LauncherServer.shared().undeploy();
        }
    }

    private static Map<String, String> settings(FaultProxy proxy) {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.keySet().removeIf(name -> name.equals("postgres.url"));
        settings.put("postgres.host", proxy.host());
        settings.put("postgres.port", String.valueOf(proxy.port()));
        settings.put("postgres.pool.timeout", "1");
        return settings;
    }

    /** All others being up, which takes a moment after the start. */
    private static void awaitHealth(int status) {
        Awaitility.await("/health/all")
                .atMost(Duration.ofSeconds(30))
                .until(() -> health().status() == status
                        && health().json().getJsonObject("databases").getBoolean("mysql")
                        && health().json().getJsonObject("databases").getBoolean("neo4j"));
    }

    private static Answer health() {
        return Http.overLoopback().get("/health/all");
    }

    private static int status(String path) {
        return Http.overLoopback().get(path).status();
    }
}
