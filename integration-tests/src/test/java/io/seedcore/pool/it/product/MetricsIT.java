package io.seedcore.pool.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.MetricsPage;
import io.seedcore.pool.it.client.Secrets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("metrics")
class MetricsIT extends DeployedProduct {

    private static final List<String> DATABASES = List.of("postgresql", "mysql", "neo4j");
    private static final List<String> GAUGES = List.of(
            "database_pool_size",
            "database_pool_checked_out",
            "database_pool_checked_in",
            "database_pool_overflow",
            "database_pool_invalid",
            "database_pool_utilization_percent",
            "database_pool_max_size",
            "database_pool_pending",
            "database_health_status",
            "database_circuit_state",
            "database_info");
    private static final List<String> COUNTERS = List.of(
            "database_connection_errors_total",
            "database_pool_timeouts_total",
            "database_pool_created_total",
            "database_pool_closed_total",
            "database_pool_leaks_total");
    private static final List<String> HISTOGRAMS = List.of(
            "database_health_check_duration_seconds",
            "database_pool_acquire_seconds",
            "database_pool_usage_seconds",
            "database_pool_creation_seconds");

    @BeforeEach
    void useEachDatabase() {
        for (String path : List.of("/sync/pg/test", "/sync/mysql/test", "/neo4j/test")) {
            assertThat(http().get(path).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void every_gauge_and_counter_of_every_database_has_our_labels(String path) {
        MetricsPage page = MetricsPage.of(http().get(path));

        for (String database : DATABASES) {
            for (String name : GAUGES) {
                assertThat(page.series(name, labels(database))).as(name).hasSize(1);
            }
            for (String name : COUNTERS) {
                assertThat(page.series(name, labels(database))).as(name).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void values_are_those_of_the_pools(String path) {
        MetricsPage page = MetricsPage.of(http().get(path));

        assertThat(page.value("database_pool_size", labels("postgresql"))).isEqualTo(20);
        assertThat(page.value("database_pool_max_size", labels("postgresql"))).isEqualTo(30);
        assertThat(page.value("database_pool_size", labels("mysql"))).isEqualTo(10);
        assertThat(page.value("database_pool_size", labels("neo4j"))).isEqualTo(50);
        for (String database : DATABASES) {
            assertThat(page.value("database_health_status", labels(database))).isEqualTo(1);
            assertThat(page.value("database_info", labels(database))).isEqualTo(1);
            assertThat(page.value("database_circuit_state", labels(database))).isZero();
            assertThat(page.value("database_pool_leaks_total", labels(database)))
                    .isZero();
            assertThat(page.series("database_pool_closed_total", labels(database)))
                    .hasSize(5);
            assertThat(page.series("database_connection_errors_total", labels(database)))
                    .hasSize(5);
        }
    }

    /** On the server's page they are brought up to date each round. */
    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void connections_that_were_opened_are_counted(String path) {
        for (String database : DATABASES) {
            Awaitility.await(database)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(MetricsPage.of(http().get(path))
                                    .value("database_pool_created_total", labels(database)))
                            .isPositive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void durations_come_in_cumulative_buckets_of_seconds(String path) {
        MetricsPage page = MetricsPage.of(http().get(path));

        for (String name : HISTOGRAMS) {
            Map<String, String> labels = labels("postgresql");
            List<Double> buckets = page.series(name + "_bucket", labels).stream()
                    .sorted((one, other) -> Double.compare(one.bound(), other.bound()))
                    .map(MetricsPage.Series::value)
                    .toList();
            double count = page.value(name + "_count", labels);
            // Whether a thread or asynchronous work had it opened depends on who came first.
            assertThat(page.series(name + "_count", Map.of("database", "postgresql")))
                    .as(name)
                    .anyMatch(series -> series.value() > 0);
            assertThat(buckets)
                    .as(name)
                    .hasSizeGreaterThan(10)
                    .isSorted()
                    .last()
                    .isEqualTo(count);
            assertThat(page.value(name + "_sum", labels)).as(name).isBetween(0.0, 60 * count);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void statements_are_timed_by_their_kind(String path) {
        MetricsPage page = MetricsPage.of(http().get(path));

        String name = "database_query_duration_seconds";
        assertThat(page.series(name + "_count", labels("postgresql"))).hasSize(7);
        assertThat(page.series(name + "_count", labels("mysql"))).hasSize(7);
        assertThat(page.series(name + "_count", labels("neo4j"))).hasSize(2);
        for (String database : DATABASES) {
            String kind = database.equals("neo4j") ? "cypher_read" : "select";
            Map<String, String> labels = labels(database, "query_type", kind);
            assertThat(page.value(name + "_count", labels)).as(database).isPositive();
            assertThat(page.value(name + "_sum", labels)).as(database).isPositive();
            assertThat(page.series(name + "_bucket", labels)).as(database).hasSize(13);
        }
    }

    @Test
    void our_page_has_true_types() {
        Answer answer = http().get("/api/metrics");

        assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
        GAUGES.forEach(name -> assertThat(answer.body()).contains("# TYPE " + name + " gauge\n", "# HELP " + name));
        COUNTERS.forEach(name -> assertThat(answer.body()).contains("# TYPE " + name + " counter\n"));
        HISTOGRAMS.forEach(name -> assertThat(answer.body()).contains("# TYPE " + name + " histogram\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void every_series_that_is_watched_has_its_anomaly_score_from_the_start(String path) {
        MetricsPage page = MetricsPage.of(http().get(path));

        for (String database : DATABASES) {
            for (String series : List.of("acquire", "usage", "creation", "utilization", "errors")) {
                assertThat(page.value("database_anomaly_score", labels(database, "series", series)))
                        .as(database + " " + series)
                        .isBetween(0.0, 2.0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void every_outcome_of_a_transaction_is_counted_from_the_start(String path) {
        MetricsPage page = MetricsPage.of(http().get(path));

        for (String database : DATABASES) {
            for (String outcome : List.of("committed", "rolled_back", "unknown")) {
                assertThat(page.value("database_transactions_total", labels(database, "outcome", outcome)))
                        .as(database + " " + outcome)
                        .isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void no_page_has_a_secret(String path) {
        Secrets.assertNoneIn(http().get(path).body());
    }

    /** A sum over all series must not count a connection twice. */
    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void gauges_of_size_are_there_once_for_each_database(String path) {
        assertThat(MetricsPage.of(http().get(path)).series("database_pool_size", Map.of()))
                .hasSize(DATABASES.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics"})
    void what_was_borrowed_asynchronously_is_told_apart(String path) {
        Map<String, String> async = Map.of("database", "postgresql", "engine_type", "async", "application", "root");
        assertThat(http().get("/async/pg/test").status()).isEqualTo(200);
        Map<String, String> selects = new HashMap<>(async);
        selects.put("query_type", "select");
        MetricsPage first = MetricsPage.of(http().get(path));
        double before = first.value("database_pool_usage_seconds_count", async);
        double selected = first.value("database_query_duration_seconds_count", selects);
        assertThat(http().get("/async/pg/test").status()).isEqualTo(200);

        MetricsPage page = MetricsPage.of(http().get(path));
        assertThat(page.value("database_pool_usage_seconds_count", async)).isEqualTo(before + 1);
        assertThat(page.value("database_pool_acquire_seconds_count", async)).isEqualTo(before + 1);
        assertThat(page.value("database_query_duration_seconds_count", selects)).isGreaterThan(selected);
        assertThat(page.value("database_pool_checked_out", async)).isZero();
        assertThat(page.series("database_pool_size", async)).isEmpty();
    }

    private static Map<String, String> labels(String database) {
        return Map.of("database", database, "engine_type", "sync", "application", "root");
    }

    private static Map<String, String> labels(String database, String label, String value) {
        Map<String, String> labels = new HashMap<>(labels(database));
        labels.put(label, value);
        return labels;
    }
}
