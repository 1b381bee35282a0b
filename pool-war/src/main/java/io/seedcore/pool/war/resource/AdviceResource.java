package io.seedcore.pool.war.resource;

import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.json.AdviceJson;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What size each pool should have, and how many connections the servers are to admit for that. */
@Path("advice")
@RequestScoped
public class AdviceResource {

    @Inject
    private Advisor advisor;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String advice() {
        return AdviceJson.of(advisor.report()).build().toString();
    }
}
