package io.seedcore.pool.war.resource;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.json.AdviceJson;
import io.seedcore.pool.sizing.Advice;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** What size each pool should have, and how many connections the servers are to admit for that. */
@Path("advice")
@RequestScoped
public class AdviceResource {

    /** Beside the pool's own connections there is one for control. */
    private static final int CONTROL = 1;

    /** What a server keeps free for administrators, tools and other applications. */
    private static final int RESERVE = 50;

    @Inject
    private Advisor advisor;

    @Inject
    private PoolRegistry registry;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String advice() {
        JsonArrayBuilder pools = Json.createArrayBuilder();
        JsonObjectBuilder servers = Json.createObjectBuilder();
        for (Map.Entry<String, Advice> entry : advisor.advice().entrySet()) {
            String database = entry.getKey();
            pools.add(AdviceJson.of(database, entry.getValue()));
            if (isRelational(database)) {
                servers.add(database, server(entry.getValue()));
            }
        }
        return Json.createObjectBuilder()
                .add("pools", pools)
                .add("max_connections", servers)
                .build()
                .toString();
    }

    private boolean isRelational(String database) {
        return registry.settings(database)
                .filter(settings -> settings.kind() != DatabaseKind.NEO4J)
                .isPresent();
    }

    private static JsonObjectBuilder server(Advice advice) {
        int pool = advice.poolSize() + advice.maxOverflow() + CONTROL;
        return Json.createObjectBuilder()
                .add("this_pool", pool)
                .add("reserve", RESERVE)
                .add("at_least", pool + RESERVE);
    }
}
