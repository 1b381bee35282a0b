package io.seedcore.pool.monitoring.microprofile.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.anomaly.Series;
import io.seedcore.pool.monitoring.event.PoolEvent;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.json.StatsJson;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real database becomes slow; only the time between two looks is not real. */
@Tag("health")
class SlowDatabaseShowsTest {

    private static final int CALLS_PER_LOOK = 10;
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final PoolRegistry registry =
            PoolRegistry.of(DevDatabases.shared().postgresql().environment());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final RecentEvents events = new RecentEvents();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final PoolReader reader = new PoolReader(registry, health, recorder);
    private final PrometheusPage page = new PrometheusPage(reader, () -> "test");
    private final AnomalyMonitor anomalies = new AnomalyMonitor();
    private Instant now = Instant.parse("2026-11-27T10:00:00Z");

    @BeforeEach
    void start() {
        registry.addListener(recorder);
        anomalies.addListener(recorder);
        anomalies.addListener(events);
        health.start();
    }

    @AfterEach
    void end() {
        health.close();
        registry.close();
    }

    private void call(int looks, String sql) throws SQLException {
        ConnectionPool pool = registry.connectionPool("postgresql");
        for (int look = 0; look < looks; look++) {
            for (int call = 0; call < CALLS_PER_LOOK; call++) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
            now = now.plus(PERIOD);
            anomalies.look(reader.looks(), now);
        }
    }

    private RecordedResponse readiness() {
        RecordedResponse response = new RecordedResponse();
        new DatabaseReadiness("postgresql", registry, health, anomalies).check(response);
        return response;
    }

    private JsonObject stats() {
        return StatsJson.of(registry.pool("postgresql"), registry.transactions(), anomalies.of("postgresql"))
                .build();
    }

    @Test
    void slowStatement_showsInMetricEventHealthAndStats_andTheDatabaseStaysUp() throws SQLException {
        await().until(() -> health.of("postgresql").up());
        call(100, "select 1");
        assertThat(page.text()).containsPattern("database_anomaly_score\\{[^}]*series=\"usage\"} 0.0");
        assertThat(readiness().data).containsEntry("anomalies", 0L);
        assertThat(stats().getJsonArray("anomalies")).isEmpty();

        call(5, "select pg_sleep(0.1)");

        assertThat(anomalies.of("postgresql"))
                .singleElement()
                .extracting(Anomaly::series)
                .isEqualTo(Series.USAGE);
        assertThat(page.text())
                .containsPattern("database_anomaly_score\\{[^}]*series=\"usage\"} [12]")
                .containsPattern("database_anomaly_score\\{[^}]*series=\"errors\"} 0.0");
        assertThat(events.latest())
                .filteredOn(event -> event.type().equals("anomaly"))
                .singleElement()
                .extracting(PoolEvent::text)
                .asString()
                .startsWith("connections are held for ");
        RecordedResponse response = readiness();
        assertThat(response.up).isTrue();
        assertThat(response.data).containsEntry("anomalies", 1L).containsKey("anomaly_usage");
        JsonObject found = stats().getJsonArray("anomalies").getJsonObject(0);
        assertThat(found.getString("series")).isEqualTo("usage");
        assertThat(found.getJsonNumber("value").doubleValue()).isGreaterThan(0.09);
        assertThat(found.getString("text")).contains(" ms, expected ", " (spread 10 ms)");

        call(30, "select 1");

        assertThat(readiness().data).containsEntry("anomalies", 0L).doesNotContainKey("anomaly_usage");
        assertThat(events.latest())
                .extracting(PoolEvent::text)
                .anyMatch(text -> text.startsWith("usage is as expected again, after "));
        assertThat(List.copyOf(anomalies.of("postgresql"))).isEmpty();
    }
}
