package io.seedcore.pool.it.product;

import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;

/** Has the product deployed, all its databases being up. */
@ArquillianTest
abstract class DeployedProduct {

    @Deployment(testable = false)
    static WebArchive product() {
        return BuildDirectory.applicationArchive();
    }

    /** The first look at a database may come a moment after the first request. */
    @BeforeEach
    void awaitHealth() {
        awaitAllHealthy();
    }

    static void awaitAllHealthy() {
        Awaitility.await("all databases are up")
                .atMost(Duration.ofSeconds(60))
                .until(() -> http().get("/health/all").status() == 200);
    }

    /** The data of the readiness check of a database. */
    static JsonObject readiness(String database) {
        return http().get("/health/ready").json().getJsonArray("checks").stream()
                .map(JsonValue::asJsonObject)
                .filter(check -> check.getString("name").equals("database:" + database))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
    }

    static Http http() {
        return Http.overLoopback();
    }
}
