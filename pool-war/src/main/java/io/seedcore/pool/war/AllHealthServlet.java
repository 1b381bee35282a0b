package io.seedcore.pool.war;

import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.health.HealthSnapshot;
import io.seedcore.pool.war.error.ApiError;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code /health/all}: all databases at once, from memory.
 *
 * <p>A servlet, because a server with MicroProfile Health in the root context answers {@code /health/*} by itself, and
 * only a longer path wins against that. It is ready before the first request, which is answered as fast as any other.
 */
@WebServlet(urlPatterns = "/health/all", loadOnStartup = 1)
public class AllHealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Instance<HealthMonitor> health;

    @Override
    public void init() {
        log("Health of the databases at start: " + json(health.get().awaitFirst()));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answer(response);
            case "OPTIONS" -> allow(response);
            default -> {
                allow(response);
                ApiError.ofStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED).write(response);
            }
        }
    }

    private void answer(HttpServletResponse response) throws IOException {
        JsonObject answer = json(health.get().awaitFirst());
        response.setStatus(
                answer.getBoolean("all_healthy")
                        ? HttpServletResponse.SC_OK
                        : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.getOutputStream().write(answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void allow(HttpServletResponse response) {
        response.setHeader("Allow", "GET, HEAD, OPTIONS");
    }

    private static JsonObject json(List<HealthSnapshot> snapshots) {
        boolean allUp = snapshots.stream().allMatch(HealthSnapshot::up);
        JsonObjectBuilder databases = Json.createObjectBuilder();
        snapshots.forEach(snapshot -> databases.add(snapshot.database(), snapshot.up()));
        return Json.createObjectBuilder()
                .add("status", allUp ? "healthy" : "unhealthy")
                .add("databases", databases)
                .add("all_healthy", allUp)
                .build();
    }
}
