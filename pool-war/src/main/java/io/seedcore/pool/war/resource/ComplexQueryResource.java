package io.seedcore.pool.war.resource;

import io.seedcore.pool.jakarta.AsyncDatabase;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One question to two databases at the same time. */
@Path("example/complex-query")
@RequestScoped
public class ComplexQueryResource {

    @Inject
    private Databases databases;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<String> tables() {
        AsyncDatabase postgresql = databases.async(Databases.POSTGRESQL);
        AsyncDatabase mysql = databases.async(Databases.MYSQL);
        CompletableFuture<Long> one = postgresql.withConnection(Questions::tables);
        CompletableFuture<Long> other = mysql.withConnection(Questions::tables);
        return one.thenCombine(other, ComplexQueryResource::answer);
    }

    private static String answer(long postgresql, long mysql) {
        return Json.createObjectBuilder()
                .add("postgresql_tables", postgresql)
                .add("mysql_tables", mysql)
                .add("total_tables", postgresql + mysql)
                .add("message", "Counted the tables of PostgreSQL and MySQL at the same time")
                .build()
                .toString();
    }
}
