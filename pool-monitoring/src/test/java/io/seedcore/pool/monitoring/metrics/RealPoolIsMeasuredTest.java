package io.seedcore.pool.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolTimeoutException;
import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class RealPoolIsMeasuredTest {

    private final PoolRegistry registry = PoolRegistry.of(settings());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final PrometheusPage page = new PrometheusPage(new PoolReader(registry, health, recorder), () -> "test");

    private static Map<String, String> settings() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().postgresql().environment());
        settings.put("POSTGRES_POOL_SIZE", "1");
        settings.put("POSTGRES_MAX_OVERFLOW", "1");
        settings.put("POSTGRES_POOL_TIMEOUT", "3");
        return settings;
    }

    @BeforeEach
    void start() {
        registry.addListener(recorder);
        health.start();
    }

    @AfterEach
    void end() {
        health.close();
        registry.close();
    }

    private double value(String name) {
        return page.text()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void borrowing_shows_in_gauges_counters_and_durations() throws SQLException {
        ConnectionPool pool = registry.connectionPool("postgresql");
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            assertThat(value("database_pool_checked_out")).isEqualTo(2);
            assertThat(value("database_pool_utilization_percent")).isEqualTo(200);
            assertThat(value("database_pool_overflow")).isEqualTo(1);
            assertThatThrownBy(() -> pool.getConnection(Duration.ofMillis(100)))
                    .isInstanceOf(PoolTimeoutException.class);
        }
        assertThat(value("database_pool_timeouts_total")).isEqualTo(1);
        assertThat(value("database_pool_checked_out")).isZero();
        assertThat(value("database_pool_created_total")).isEqualTo(2);
        assertThat(value("database_pool_creation_seconds_count")).isEqualTo(2);
        assertThat(value("database_pool_creation_seconds_sum")).isPositive();
        assertThat(value("database_pool_usage_seconds_count")).isPositive();
        await().untilAsserted(() ->
                assertThat(page.text()).containsPattern("database_pool_closed_total\\{.*reason=\"overflow\"} 1.0"));
    }

    @Test
    void pool_that_takes_the_place_of_one_that_still_drains_has_numbers_of_its_own() throws Exception {
        PoolSettings settings = registry.settings("postgresql").orElseThrow();
        CompletableFuture<Void> drained;
        try (Connection old = registry.connectionPool("postgresql").getConnection()) {
            assertThat(old.isValid(1)).isTrue();
            drained = CompletableFuture.runAsync(() -> registry.remove("postgresql"));
            await().until(() -> registry.names().isEmpty());
            registry.add(settings);
            registry.connectionPool("postgresql").getConnection().close();
            assertThat(drained).isNotDone();
            assertThat(value("database_pool_creation_seconds_count")).isEqualTo(1);
        }
        drained.get(1, TimeUnit.MINUTES);
        assertThat(value("database_pool_creation_seconds_count")).isEqualTo(1);
    }

    @Test
    void what_the_server_admits_shows_after_the_first_check() {
        await().untilAsserted(() ->
                assertThat(value("database_server_max_connections")).isEqualTo(200));
        assertThat(value("database_server_connections")).isBetween(1.0, 200.0);
    }

    @Test
    void transactions_are_counted_by_how_they_ended() throws SQLException {
        AtomicTransaction.run(registry, transaction -> {
            transaction.connection("postgresql").close();
            return "done";
        });
        OpenTransaction undone = registry.transactions().begin(Duration.ZERO);
        undone.connection("postgresql").close();
        undone.rollback();
        undone.release();

        assertThat(page.text())
                .containsPattern("database_transactions_total\\{.*outcome=\"committed\"} 1.0")
                .containsPattern("database_transactions_total\\{.*outcome=\"rolled_back\"} 1.0")
                .containsPattern("database_transactions_total\\{.*outcome=\"unknown\"} 0.0");
    }

    @Test
    void borrowing_is_split_by_who_borrowed_and_sums_up_to_the_whole() throws Exception {
        ConnectionPool pool = registry.connectionPool("postgresql");
        Duration aMinute = Duration.ofMinutes(1);
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnectionAsync(aMinute).get(1, TimeUnit.MINUTES)) {
            assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            assertThat(value("database_pool_checked_out")).isEqualTo(2);
            try (Statement statement = two.createStatement()) {
                statement.execute("select 1");
            }
            assertThat(page.text())
                    .containsPattern("database_pool_checked_out\\{.*engine_type=\"sync\"} 1.0")
                    .containsPattern("database_pool_checked_out\\{.*engine_type=\"async\"} 1.0")
                    .doesNotContainPattern("database_pool_size\\{.*engine_type=\"async\"");
            assertThatThrownBy(
                            () -> pool.getConnectionAsync(Duration.ofMillis(50)).get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(PoolTimeoutException.class);
        }
        assertThat(page.text())
                .containsPattern("database_pool_timeouts_total\\{.*engine_type=\"sync\"} 0.0")
                .containsPattern("database_pool_timeouts_total\\{.*engine_type=\"async\"} 1.0")
                .containsPattern("database_pool_acquire_seconds_count\\{.*engine_type=\"sync\"} 1\n")
                .containsPattern("database_pool_acquire_seconds_count\\{.*engine_type=\"async\"} 1\n")
                .containsPattern("database_pool_usage_seconds_count\\{.*engine_type=\"async\"} 1\n")
                .containsPattern("database_pool_creation_seconds_count\\{.*engine_type=\"sync\"} 1\n")
                .containsPattern("database_pool_creation_seconds_count\\{.*engine_type=\"async\"} 1\n")
                .containsPattern(
                        "database_query_duration_seconds_count\\{.*engine_type=\"sync\",query_type=\"select\"} 0\n")
                .containsPattern(
                        "database_query_duration_seconds_count\\{.*engine_type=\"async\",query_type=\"select\"} 1\n");
    }

    @Test
    void health_of_a_real_database_shows_even_when_its_pool_is_full() throws SQLException {
        ConnectionPool pool = registry.connectionPool("postgresql");
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one.isClosed() || two.isClosed()).isFalse();
            await().untilAsserted(
                            () -> assertThat(value("database_health_status")).isEqualTo(1));
            assertThat(health.of("postgresql").version()).startsWith("PostgreSQL");
            assertThat(value("database_health_check_duration_seconds_count")).isPositive();
        }
    }
}
