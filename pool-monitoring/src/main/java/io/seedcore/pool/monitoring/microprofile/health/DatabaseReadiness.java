package io.seedcore.pool.monitoring.microprofile.health;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.health.HealthSnapshot;
import io.seedcore.pool.monitoring.metrics.RecoveryReading;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Whether one database answers. A pool that is merely full is no reason to take the application out of service. */
final class DatabaseReadiness extends SafeCheck {

    private final String database;
    private final PoolRegistry registry;
    private final HealthMonitor health;
    private final AnomalyMonitor anomalies;

    DatabaseReadiness(String database, PoolRegistry registry, HealthMonitor health, AnomalyMonitor anomalies) {
        super("database:" + database);
        this.database = database;
        this.registry = registry;
        this.health = health;
        this.anomalies = anomalies;
    }

    @Override
    void check(HealthCheckResponseBuilder response) {
        response.withData("database", database);
        Optional<Pool> pool = registry.find(database);
        if (pool.isEmpty()) {
            response.withData("removed", true).up();
            return;
        }
        describe(response, pool.get().stats());
        describe(response, RecoveryReading.of(registry.transactions(), database));
        HealthSnapshot snapshot = health.of(database);
        describe(response, snapshot);
        describe(response, anomalies.of(database));
        warn(response, pool.get().serverWarnings());
        response.status(snapshot.up());
    }

    private static void describe(HealthCheckResponseBuilder response, PoolStats stats) {
        response.withData("pool_size", stats.size())
                .withData("active", stats.checkedOut())
                .withData("idle", stats.checkedIn())
                .withData("pending", stats.pending())
                .withData("utilization_percent", Math.round(stats.utilizationPercent()))
                .withData("saturated", stats.checkedOut() >= stats.maxSize())
                .withData("max_size", stats.maxSize() == Integer.MAX_VALUE ? -1 : stats.maxSize())
                .withData("overflow", stats.overflow())
                .withData("circuit", stats.circuit().label());
    }

    private static void describe(HealthCheckResponseBuilder response, RecoveryReading recovery) {
        response.withData("in_doubt", recovery.inDoubt())
                .withData("in_doubt_oldest_seconds", Math.round(recovery.oldestSeconds()))
                .withData("recovery_last_scan_seconds", Math.round(recovery.lastScanSeconds()));
    }

    private static void describe(HealthCheckResponseBuilder response, HealthSnapshot snapshot) {
        response.withData("latency_ms", snapshot.latency().toMillis());
        with(response, "version", snapshot.version());
        with(response, "last_check", snapshot.checkedAt());
        with(response, "since", snapshot.since());
        with(response, "error", snapshot.error());
        ProbeFailure last = snapshot.lastFailure();
        if (last != null) {
            with(response, "last_error_at", snapshot.lastFailureAt());
            with(response, "last_error_type", last.type().label());
            with(response, "last_error_code", last.code());
        }
    }

    /** What is unusual is data, and no reason to be down: the database answers. */
    private static void describe(HealthCheckResponseBuilder response, List<Anomaly> anomalies) {
        response.withData("anomalies", anomalies.size());
        anomalies.forEach(
                anomaly -> response.withData("anomaly_" + anomaly.series().label(), anomaly.text()));
    }

    /** Nor are settings that do not fit the server. */
    private static void warn(HealthCheckResponseBuilder response, List<String> warnings) {
        response.withData("server_warnings", warnings.size());
        for (int number = 1; number <= warnings.size(); number++) {
            response.withData("server_warning_" + number, warnings.get(number - 1));
        }
    }

    private static void with(HealthCheckResponseBuilder response, String key, @Nullable Object value) {
        if (value != null) {
            response.withData(key, value.toString());
        }
    }
}
