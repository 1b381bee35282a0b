package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.server.ServerSettings;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("health")
@Tag("faults")
class OneDatabaseDownIT extends DeployedProduct {

    /** The longest wait for a connection, and as long again for a machine that is busy. */
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(2 * ServerSettings.POOL_TIMEOUT_SECONDS);

    /** A database and what of the product depends on it. */
    enum Served {
        POSTGRESQL(DevDatabaseKind.POSTGRESQL, "/async/pg/health", "/sync/pg/test", "/async/pg/test"),
        MYSQL(DevDatabaseKind.MYSQL, "/async/mysql/health", "/sync/mysql/test", "/async/mysql/test"),
        NEO4J(DevDatabaseKind.NEO4J, "/neo4j/health", "/neo4j/test");

        private final DevDatabaseKind kind;
        private final String healthPath;
        private final List<String> testPaths;

        Served(DevDatabaseKind kind, String healthPath, String... testPaths) {
            this.kind = kind;
            this.healthPath = healthPath;
            this.testPaths = List.of(testPaths);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_others_serve_and_it_comes_back_by_itself(Served down) {
        DevDatabase database = DevDatabases.shared().get(down.kind);
        assertServe(EnumSet.allOf(Served.class));
        stop(database);
        try {
            assertHealthSaysSo(down);
            assertRefuses(down.testPaths);
            assertServe(EnumSet.complementOf(EnumSet.of(down)));
            assertThat(http().get("/health/ready").status()).isEqualTo(503);
            assertThat(readiness(down.kind.settingName())).containsKeys("error", "last_error_at", "last_error_type");
            assertThat(http().get("/health/live").status()).isEqualTo(200);
        } finally {
            database.restart();
        }
        awaitAllHealthy();
        assertServe(EnumSet.allOf(Served.class));
        assertThat(http().get("/health/ready").status()).isEqualTo(200);
        assertThat(readiness(down.kind.settingName()))
                .containsKeys("last_error_at", "last_error_type")
                .doesNotContainKey("error");
    }

    private static void stop(DevDatabase database) {
        try {
            database.stop();
        } catch (UnsupportedOperationException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    private static void assertHealthSaysSo(Served down) {
        Awaitility.await("/health/all")
                .atMost(Duration.ofSeconds(20))
                .until(() -> http().get("/health/all").status() == 503);

        JsonObject all = http().get("/health/all").json();

        assertThat(all.getString("status")).isEqualTo("unhealthy");
        assertThat(all.getBoolean("all_healthy")).isFalse();
        for (Served database : Served.values()) {
            assertThat(all.getJsonObject("databases").getBoolean(database.kind.settingName()))
                    .isEqualTo(database != down);
        }
        Answer alone = http().get(down.healthPath);
        assertThat(alone.status()).isEqualTo(503);
        assertThat(alone.error().getString("code")).isEqualTo("SCP-503");
        assertThat(alone.error().getString("message")).startsWith(down.kind.settingName());
    }

    private static void assertRefuses(List<String> paths) {
        long start = System.nanoTime();
        List<CompletableFuture<Answer>> asked =
                paths.stream().map(path -> http().begin(path)).toList();
        for (CompletableFuture<Answer> answer : asked) {
            Answer refusal = answer.join();
            assertThat(refusal.status()).as(refusal.toString()).isEqualTo(503);
            assertThat(refusal.error().getString("code")).isIn("SCP-202", "SCP-210", "SCP-503");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_REFUSAL);
    }

    private static void assertServe(Set<Served> databases) {
        for (Served database : databases) {
            assertServes(database.healthPath);
            database.testPaths.forEach(OneDatabaseDownIT::assertServes);
        }
    }

    private static void assertServes(String path) {
        Answer answer = http().get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
