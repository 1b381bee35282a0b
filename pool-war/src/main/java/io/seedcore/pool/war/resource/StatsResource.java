package io.seedcore.pool.war.resource;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.monitoring.metrics.RecoveryReading;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A pool at this moment; {@code pg} stands for {@code postgresql}. */
@Path("stats/{name}")
@RequestScoped
public class StatsResource {

    @Inject
    private PoolRegistry registry;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String stats(@PathParam("name") String name) {
        String database = Databases.named(name);
        PoolStats stats = registry.pool(database).stats();
        RecoveryReading recovery = RecoveryReading.of(registry.transactions(), database);
        return Json.createObjectBuilder()
                .add("database", database)
                .add("pool_stats", json(stats, recovery))
                .add("utilization_percent", Math.round(stats.utilizationPercent() * 100) / 100.0)
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(PoolStats stats, RecoveryReading recovery) {
        return Json.createObjectBuilder()
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
}
