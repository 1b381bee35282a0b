package io.seedcore.pool.war.resource;

import io.seedcore.pool.NoSuchPoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.health.HealthSnapshot;
import io.seedcore.pool.war.error.ApiError;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The health of one database, from memory. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseHealthResource {

    @Inject
    private PoolRegistry registry;

    @Inject
    private HealthMonitor health;

    @GET
    @Path("async/{database:pg|mysql}/health")
    public Response relational(@PathParam("database") String database) {
        return health(Databases.named(database));
    }

    @GET
    @Path("neo4j/health")
    public Response graph() {
        return health(Databases.NEO4J);
    }

    private Response health(String name) {
        if (!registry.names().contains(name)) {
            throw new NoSuchPoolException(name, registry.names());
        }
        HealthSnapshot snapshot = health.awaitFirst(name);
        return snapshot.up() ? healthy(name) : down(snapshot);
    }

    private static Response healthy(String name) {
        return Response.ok(Json.createObjectBuilder()
                        .add("status", "healthy")
                        .add("database", name)
                        .build()
                        .toString())
                .build();
    }

    private static Response down(HealthSnapshot snapshot) {
        ApiError error = new ApiError(
                503,
                "SCP-503",
                snapshot.database() + ": " + snapshot.error(),
                "See that the database runs and that its address, user and password are right.");
        return Response.status(error.status()).entity(error.json()).build();
    }
}
