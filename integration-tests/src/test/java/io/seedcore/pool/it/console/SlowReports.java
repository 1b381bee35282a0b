package io.seedcore.pool.it.console;

import io.seedcore.pool.jakarta.Database;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * An application whose reports become slow ({@code /slow-reports?begin}) and quick again ({@code /slow-reports}). The
 * product's own monitor looks at its real pool meanwhile, only sooner than every five seconds. Added to the product's
 * archive.
 */
@WebServlet(urlPatterns = "/slow-reports")
public class SlowReports extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LOOKS_TO_KNOW_IT = 100;
    private static final int LOOKS_TO_NOTICE = 8;
    private static final int MOST_TRIES = 20;
    private static final int CALLS_PER_LOOK = 10;
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @Inject
    @Database("postgresql")
    private transient DataSource orders;

    @Inject
    private transient AnomalyMonitor anomalies;

    @Inject
    private transient PoolReader reader;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        Instant end = Instant.now();
        try {
            if (request.getParameter("begin") == null) {
                report(end, LOOKS_TO_KNOW_IT, "select 1");
            } else {
                // A look of the product itself that falls between these makes them be forgotten.
                for (int tries = MOST_TRIES; tries > 0 && anomalies.of("postgresql").isEmpty(); tries--) {
                    becomeSlow(Instant.now());
                }
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private void becomeSlow(Instant end) throws SQLException {
        report(end.minus(PERIOD.multipliedBy(LOOKS_TO_NOTICE)), LOOKS_TO_KNOW_IT, "select 1");
        report(end, LOOKS_TO_NOTICE, "select pg_sleep(0.08)");
    }

    private void report(Instant end, int looks, String sql) throws SQLException {
        for (int left = looks; left > 0; left--) {
            for (int call = 0; call < CALLS_PER_LOOK; call++) {
                try (Connection connection = orders.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
            anomalies.look(reader.looks(), end.minus(PERIOD.multipliedBy(left)));
        }
    }
}
