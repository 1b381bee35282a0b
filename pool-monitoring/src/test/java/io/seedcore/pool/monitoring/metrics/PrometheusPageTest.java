package io.seedcore.pool.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.anomaly.Series;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class PrometheusPageTest {

    private static final String LABELS = "{application=\"shop\",database=\"postgresql\",engine_type=\"sync\"";

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final PoolReader reader = new PoolReader(registry, health, recorder);

    @BeforeEach
    void add() {
        registry.addListener(recorder);
        registry.add(new FaultySettings("postgresql", bound -> FaultySettings.up()));
    }

    @AfterEach
    void end() {
        health.close();
        registry.close();
    }

    private String page() {
        return new PrometheusPage(reader, () -> "shop").text();
    }

    @Test
    void gauges_of_a_pool_have_their_type_description_and_value() {
        assertThat(page())
                .contains("# TYPE database_pool_size gauge\ndatabase_pool_size" + LABELS + "} 10.0\n")
                .contains("database_pool_checked_out" + LABELS + "} 11.0\n")
                .contains("database_pool_checked_in" + LABELS + "} 2.0\n")
                .contains("database_pool_overflow" + LABELS + "} 3.0\n")
                .contains("database_pool_invalid" + LABELS + "} 1.0\n")
                .contains("database_pool_pending" + LABELS + "} 4.0\n")
                .contains("database_pool_max_size" + LABELS + "} 15.0\n")
                .contains("database_pool_utilization_percent" + LABELS + "} 110.0")
                .contains("# HELP database_pool_overflow Connections open above pool_size, never negative.\n")
                .contains("database_health_status" + LABELS + "} 0.0\n")
                .contains("database_server_max_connections" + LABELS + "} -1.0\n")
                .contains("database_server_connections" + LABELS + "} -1.0\n")
                .contains("database_circuit_state" + LABELS + "} 2.0\n");
    }

    @Test
    void counters_are_split_by_what_they_are_split_by() {
        recorder.connectionFailed(
                "postgresql", ConnectError.AUTHENTICATION, new SQLException("secret"), Duration.ofMillis(1));

        assertThat(page())
                .contains("# TYPE database_connection_errors_total counter\n")
                .contains("database_connection_errors_total" + LABELS + ",error_type=\"authentication\"} 1.0\n")
                .contains("database_connection_errors_total" + LABELS + ",error_type=\"server_full\"} 0.0\n")
                .contains("database_pool_created_total" + LABELS + "} 20.0\n")
                .contains("database_pool_timeouts_total" + LABELS + "} 6.0\n")
                .contains("database_pool_leaks_total" + LABELS + "} 7.0\n")
                .contains("database_pool_closed_total" + LABELS + ",reason=\"overflow\"} 0.0\n")
                .doesNotContain("secret");
    }

    @Test
    void every_value_of_a_label_is_there_from_the_start() {
        assertThat(page().lines())
                .containsAll(Stream.of("committed", "rolled_back", "unknown")
                        .map(outcome -> "database_transactions_total" + LABELS + ",outcome=\"" + outcome + "\"} 0.0")
                        .toList())
                .containsAll(Arrays.stream(CloseReason.values())
                        .map(reason ->
                                "database_pool_closed_total" + LABELS + ",reason=\"" + reason.label() + "\"} 0.0")
                        .toList())
                .containsAll(Arrays.stream(ConnectError.values())
                        .map(error -> "database_connection_errors_total" + LABELS + ",error_type=\"" + error.label()
                                + "\"} 0.0")
                        .toList());
    }

    @Test
    void anomaly_scores_are_there_for_each_series_from_the_start_and_as_they_were_told() {
        assertThat(page().lines())
                .containsAll(Arrays.stream(Series.values())
                        .map(series -> "database_anomaly_score" + LABELS + ",series=\"" + series.label() + "\"} 0.0")
                        .toList());

        recorder.scored("postgresql", Map.of(Series.USAGE, 1.25));

        assertThat(page())
                .contains("# TYPE database_anomaly_score gauge\n")
                .contains("database_anomaly_score" + LABELS + ",series=\"usage\"} 1.25\n")
                .contains("database_anomaly_score" + LABELS + ",series=\"errors\"} 0.0\n");
    }

    @Test
    void failed_attempts_to_connect_are_split_by_for_whom_they_were() {
        Exception refused = new SQLException("refused");
        recorder.connectionFailed("postgresql", EngineType.ASYNC, ConnectError.OTHER, refused, Duration.ZERO);
        registry.add(new FaultySettings("orders", bound -> FaultySettings.up()));
        recorder.connectionFailed("orders", EngineType.SYNC, ConnectError.OTHER, refused, Duration.ZERO);

        assertThat(page())
                .contains("database_connection_errors_total" + LABELS + ",error_type=\"other\"} 0.0\n")
                .contains("database=\"orders\",engine_type=\"sync\",error_type=\"other\"} 1.0\n");
    }

    @Test
    void durations_are_cumulative_buckets_in_seconds() {
        assertThat(page())
                .contains("# TYPE database_pool_acquire_seconds histogram\n")
                .contains("database_pool_acquire_seconds_bucket" + LABELS + ",le=\"0.001\"} 0\n")
                .contains("database_pool_acquire_seconds_bucket" + LABELS + ",le=\"0.005\"} 1\n")
                .contains("database_pool_acquire_seconds_bucket" + LABELS + ",le=\"30.0\"} 1\n")
                .contains("database_pool_acquire_seconds_bucket" + LABELS + ",le=\"+Inf\"} 2\n")
                .contains("database_pool_acquire_seconds_count" + LABELS + "} 2\n")
                .contains("database_pool_acquire_seconds_sum" + LABELS + "} 40.002\n")
                .contains("database_pool_usage_seconds_sum" + LABELS + "} 0.25\n");
    }

    @Test
    void statements_are_split_by_kind_and_none_is_lost_above_the_last_bucket() {
        String series = "database_query_duration_seconds_bucket" + LABELS + ",query_type=\"select\"";
        assertThat(page())
                .contains("# TYPE database_query_duration_seconds histogram\n")
                .contains(series + ",le=\"0.001\"} 5\n")
                .contains(series + ",le=\"0.005\"} 6\n")
                .contains(series + ",le=\"10.0\"} 6\n" + series + ",le=\"+Inf\"} 8\n")
                .contains("database_query_duration_seconds_sum" + LABELS + ",query_type=\"select\"} 70.004\n");
    }

    @Test
    void graph_is_measured_like_others() {
        registry.add(new FaultySettings("neo4j", DatabaseKind.NEO4J, bound -> FaultySettings.up()));
        recorder.connectionFailed("neo4j", ConnectError.AUTHENTICATION, new IllegalStateException(), Duration.ZERO);

        assertThat(page().lines().filter(line -> line.contains("database=\"neo4j\"")))
                .anyMatch(line -> line.contains("error_type=\"authentication\"") && line.endsWith(" 1.0"))
                .anyMatch(line -> line.startsWith("database_pool_acquire_seconds_count") && line.endsWith(" 2"))
                .anyMatch(line -> line.contains("reason=\"other\""));
    }

    @Test
    void settings_are_labels_of_a_gauge_that_is_always_one() {
        assertThat(page())
                .contains("database_info" + LABELS + ",kind=\"postgresql\",max_size=\"15\",pool_size=\"10\","
                        + "pool_start=\"lazy\",pool_timeout=\"30\"} 1.0\n");
    }

    @Test
    void label_with_quote_backslash_and_newline_is_escaped() {
        assertThat(new PrometheusPage(reader, () -> "a\"b\\c\nd").text())
                .contains("database_pool_size{application=\"a\\\"b\\\\c\\nd\",database=\"postgresql\"");
    }

    @Test
    void pool_that_is_gone_is_not_on_the_page_and_its_successor_starts_from_nothing() {
        recorder.connectionCreated("postgresql", Duration.ofMillis(1));
        registry.pool("postgresql");

        registry.remove("postgresql");

        assertThat(page()).doesNotContain("database=\"postgresql\"");
        add();
        assertThat(page()).contains("database_pool_creation_seconds_count" + LABELS + "} 0\n");
    }
}
