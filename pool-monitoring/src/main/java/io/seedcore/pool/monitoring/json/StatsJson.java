package io.seedcore.pool.monitoring.json;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.metrics.RecoveryReading;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** A pool at this moment. */
public final class StatsJson {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private StatsJson() {}

    /**
     * Numbers, and what goes on: who holds and waits, what was slow and what failed. Looks at threads.
     *
     * @param transactions those of the registry that has the pool
     * @param anomalies those that the pool has now
     */
    public static JsonObjectBuilder of(Pool pool, AtomicTransactions transactions, List<Anomaly> anomalies) {
        PoolStats stats = pool.stats();
        RecoveryReading recovery = RecoveryReading.of(transactions, pool.name());
        PoolActivity activity = pool.activity();
        return JSON.createObjectBuilder()
                .add("database", pool.name())
                .add("pool_stats", numbers(stats, recovery))
                .add("utilization_percent", Math.round(stats.utilizationPercent() * 100) / 100.0)
                .add("circuit", stats.circuit().label())
                .add("evictions", evictions(stats))
                .add("holders", ActivityJson.holders(activity))
                .add("waiters", ActivityJson.waiters(activity))
                .add("slowest_queries", ActivityJson.slowest(activity))
                .add("recent_errors", ActivityJson.errors(activity))
                .add("anomalies", AnomalyJson.of(anomalies))
                .add("server_warnings", JSON.createArrayBuilder(pool.serverWarnings()));
    }

    private static JsonObjectBuilder numbers(PoolStats stats, RecoveryReading recovery) {
        return JSON.createObjectBuilder()
                .add("size", stats.size())
                .add("checked_out", stats.checkedOut())
                .add("checked_in", stats.checkedIn())
                .add("overflow", stats.overflow())
                .add("invalid", stats.invalid())
                .add("max_size", stats.maxSize() == Integer.MAX_VALUE ? -1 : stats.maxSize())
                .add("pending", stats.pending())
                .add("created", stats.created())
                .add("failed", stats.failed())
                .add("timeouts", stats.timeouts())
                .add("leaks", stats.leaks())
                .add("in_doubt", recovery.inDoubt())
                .add("in_doubt_oldest_seconds", recovery.oldestSeconds())
                .add("recovery_last_scan_seconds", recovery.lastScanSeconds());
    }

    private static JsonObjectBuilder evictions(PoolStats stats) {
        JsonObjectBuilder evictions = JSON.createObjectBuilder();
        for (CloseReason reason : CloseReason.values()) {
            evictions.add(reason.label(), stats.closed().getOrDefault(reason, 0L));
        }
        return evictions;
    }
}
