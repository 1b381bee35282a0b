package io.seedcore.pool.war.resource;

import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** All metrics with their true types, for Prometheus. */
@Path("api/metrics")
@RequestScoped
public class MetricsResource {

    @Inject
    private PrometheusPage page;

    @GET
    public Response metrics() {
        return Response.ok(page.text(), PrometheusPage.CONTENT_TYPE).build();
    }
}
