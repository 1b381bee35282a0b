package io.seedcore.pool.war.resource;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** One question to two databases at the same time. */
@Path("example/complex-query")
@RequestScoped
public class ComplexQueryResource {

    @Inject
    private Databases databases;

    @Inject
    private Background background;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<String> tables() {
        DataSource postgresql = databases.relational(Databases.POSTGRESQL);
        DataSource mysql = databases.relational(Databases.MYSQL);
        CompletableFuture<Long> one = background.run(() -> Questions.tables(postgresql));
        CompletableFuture<Long> other = background.run(() -> Questions.tables(mysql));
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
