package io.seedcore.pool.war.resource;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** One question to Neo4j. */
@Path("neo4j/test")
@RequestScoped
public class GraphTestResource {

    @Inject
    private Databases databases;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String test() {
        String message = databases
                .graph()
                .queryForObject(String.class, "RETURN $message AS message", Map.of("message", "Neo4j is working!"));
        return Json.createObjectBuilder()
                .add("database", Databases.NEO4J)
                .add("message", message)
                .build()
                .toString();
    }
}
