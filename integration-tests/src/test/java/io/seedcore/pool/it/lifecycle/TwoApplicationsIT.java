package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.client.MetricsPage;
import io.seedcore.pool.it.client.MetricsPage.Series;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One server serves the product twice: each has pools of its own, which one page of the server shows. */
@Tag("metrics")
@Tag("lifecycle")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoApplicationsIT {

    private static final String ROOT = "root";
    private static final String OTHER = "billing";
    private static final List<String> DATABASES = List.of("postgresql", "mysql", "neo4j");
    private static final String LENT = "database_pool_acquire_seconds_count";

    @BeforeAll
    static void deploy() {
        LauncherServer server = LauncherServer.shared();
        server.deploy(BuildDirectory.application(), ServerSettings.properties());
        server.deployBeside(OTHER, BuildDirectory.application());
    }

    @AfterAll
    static void undeploy() {
        LauncherServer.shared().undeploy();
    }

    private static List<Series> ours() {
        return MetricsPage.of(Http.overLoopback().get("/metrics?scope=application")).series().stream()
                .filter(series -> series.name().startsWith("database_"))
                .toList();
    }

    private static Set<Map<String, String>> of(String application, List<Series> series) {
        return series.stream()
                .filter(one -> application.equals(one.labels().get("application")))
                .map(TwoApplicationsIT::identity)
                .collect(Collectors.toSet());
    }

    /** All that tells it from others of its application. */
    private static Map<String, String> identity(Series series) {
        Map<String, String> identity = new TreeMap<>(series.labels());
        identity.remove("application");
        identity.put("name", series.name());
        return identity;
    }

    private static double lent(String application) {
        return new MetricsPage(ours())
                .value(LENT, Map.of("application", application, "database", "postgresql", "engine_type", "sync"));
    }

    @Test
    @Order(1)
    void each_series_is_there_once_for_each_application() {
        List<Series> ours = ours();

        assertThat(ours.stream().map(series -> Map.entry(series.name(), series.labels())))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(ours.stream().map(series -> series.labels().get("application")))
                .containsOnly(ROOT, OTHER);
        assertThat(of(ROOT, ours)).isEqualTo(of(OTHER, ours));
        for (String application : List.of(ROOT, OTHER)) {
            for (String database : DATABASES) {
                assertThat(new MetricsPage(ours)
                                .series("database_pool_size", Map.of("application", application, "database", database)))
                        .as(application + " " + database)
                        .hasSize(1);
            }
        }
    }

    @Test
    @Order(2)
    void what_one_application_does_is_counted_for_it_alone() {
        double root = lent(ROOT);
        double other = lent(OTHER);

        assertThat(Http.overLoopback().get("/" + OTHER + "/sync/pg/test").status())
                .isEqualTo(200);

        assertThat(lent(OTHER)).isGreaterThan(other);
        assertThat(lent(ROOT)).isEqualTo(root);
    }

    @Test
    @Order(3)
    void application_that_ends_takes_its_series_with_it_and_leaves_the_others() {
        Set<Map<String, String>> root = of(ROOT, ours());

        LauncherServer.shared().undeployBeside(OTHER);

        List<Series> left = ours();
        assertThat(of(OTHER, left)).isEmpty();
        assertThat(of(ROOT, left)).isEqualTo(root);
        assertThat(Http.overLoopback().get("/sync/pg/test").status()).isEqualTo(200);
    }
}
