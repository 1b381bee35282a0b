package io.seedcore.pool.war.console;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.console.ConsoleFeed;
import io.seedcore.pool.monitoring.console.LatencyHistory;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.ApplicationLabel;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.war.error.ApiError;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /console/live}: everything that the console shows, one line of JSON per second, for an hour at most. A request
 * that is answered so holds no thread, and no number of them reaches a database.
 */
@WebServlet(urlPatterns = "/console/live", asyncSupported = true)
public class LiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** More watch through Prometheus and Grafana. */
    private static final int MOST_STREAMS = 16;

    private static final ApiError TOO_MANY = new ApiError(
            503,
            "SCP-600",
            MOST_STREAMS + " consoles are open already, as many as may",
            "Close one of them, or watch through /api/metrics.");

    @Inject
    private transient Instance<Object> beans;

    private transient @Nullable LiveStreams streams;

    @Override
    public void init() {
        streams = new LiveStreams(MOST_STREAMS, feed());
    }

    private ConsoleFeed feed() {
        return new ConsoleFeed(
                bean(PoolRegistry.class),
                bean(PoolReader.class),
                bean(HealthMonitor.class),
                bean(Advisor.class),
                bean(RecentEvents.class),
                bean(LatencyHistory.class),
                bean(AnomalyMonitor.class),
                bean(ApplicationLabel.class));
    }

    private <T> T bean(Class<T> type) {
        return beans.select(type).get();
    }

    @Override
    public void destroy() {
        if (streams != null) {
            streams.close();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            ApiError.ofStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED).write(response);
            return;
        }
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding("UTF-8");
        // Proxies that collect an answer before they pass it on would show nothing.
        response.setHeader("X-Accel-Buffering", "no");
        if (streams == null || !streams.begin(request)) {
            response.setHeader("Retry-After", "5");
            TOO_MANY.write(response);
        }
    }
}
