package io.seedcore.pool.war.resource;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** One question to PostgreSQL or MySQL, on the request's thread or on another that gives the request's thread free. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RelationalTestResource {

    @Inject
    private Databases databases;

    @GET
    @Path("sync/{database:pg|mysql}/test")
    public String sync(@PathParam("database") String database) throws SQLException {
        String name = Databases.named(database);
        try (Connection connection = databases.relational(name).getConnection()) {
            return answer(name, Questions.version(connection), "sync");
        }
    }

    @GET
    @Path("async/{database:pg|mysql}/test")
    public CompletionStage<String> async(@PathParam("database") String database) {
        String name = Databases.named(database);
        return databases.async(name).withConnection(connection -> answer(name, Questions.version(connection), "async"));
    }

    private static String answer(String name, String version, String connection) {
        return Json.createObjectBuilder()
                .add("database", name)
                .add("version", version)
                .add("connection", connection)
                .build()
                .toString();
    }
}
