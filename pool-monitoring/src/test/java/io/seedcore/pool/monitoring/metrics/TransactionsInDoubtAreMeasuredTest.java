package io.seedcore.pool.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class TransactionsInDoubtAreMeasuredTest {

    private static final String LABELS = "{application=\"test\",database=\"postgresql\",engine_type=\"sync\"}";

    private final DevDatabase server = DevDatabases.shared().postgresql();
    private final PoolRegistry registry = PoolRegistry.of(settings());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final PrometheusPage page = new PrometheusPage(new PoolReader(registry, health, recorder), () -> "test");
    private final String branch =
            TransactionId.create(TransactionId.realmOf("measured"), List.of(TransactionId.newStoreId()))
                            .text()
                    + ".0";

    /** Two names for one server, as one database alone is not scanned. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(server.environment());
        settings.put("SEEDCORE_DATABASES", "postgresql,reporting");
        settings.put("SEEDCORE_REALM", "measured");
        settings.put("REPORTING_URL", server.jdbcUrl());
        settings.put("REPORTING_USER", server.user());
        settings.put("REPORTING_PASSWORD", server.password());
        return settings;
    }

    @AfterEach
    void end() {
        health.close();
        registry.close();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private double value(String name) {
        return page.text()
                .lines()
                .filter(line -> line.startsWith(name + LABELS + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_branch_that_a_member_left_behind_shows_until_it_is_ended() throws SQLException {
        execute("begin", "prepare transaction '" + branch + "'");
        registry.transactions().recoverNow();
        assertThat(value("database_in_doubt_transactions")).isEqualTo(1);
        assertThat(value("database_in_doubt_oldest_seconds")).isNotNegative().isLessThan(300);

        execute("rollback prepared '" + branch + "'");
        registry.transactions().recoverNow();
        assertThat(value("database_in_doubt_transactions")).isZero();
        assertThat(value("database_in_doubt_oldest_seconds")).isZero();
        assertThat(value("database_recovery_last_scan_seconds")).isNotNegative().isLessThan(60);
    }
}
