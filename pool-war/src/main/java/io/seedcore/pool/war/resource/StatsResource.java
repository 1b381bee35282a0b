package io.seedcore.pool.war.resource;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.json.StatsJson;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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

    @Inject
    private AnomalyMonitor anomalies;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String stats(@PathParam("name") String name) {
        String database = Databases.named(name);
        return StatsJson.of(registry.pool(database), registry.transactions(), anomalies.of(database))
                .build()
                .toString();
    }
}
