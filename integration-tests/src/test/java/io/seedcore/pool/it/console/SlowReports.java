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
import java.time.Instant;
import javax.sql.DataSource;

/**
 * An application whose reports become slow ({@code /slow-reports?begin}) and quick again ({@code /slow-reports}). The
 * product's own monitor looks at its real pools meanwhile, only sooner than every five seconds: with the quick ones, what
 * it counts for a minute is over. Added to the product's archive.
 */
@WebServlet(urlPatterns = "/slow-reports")
public class SlowReports extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LOOKS_TO_KNOW_IT = 100;
    private static final int LOOKS_TO_NOTICE = 8;
    private static final int CALLS_PER_LOOK = 10;

    @Inject
    @Database("postgresql")
    private transient DataSource orders;

    @Inject
    private transient AnomalyMonitor anomalies;

    @Inject
    private transient PoolReader reader;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            report(LOOKS_TO_KNOW_IT, "select 1");
            if (request.getParameter("begin") != null) {
                report(LOOKS_TO_NOTICE, "select pg_sleep(0.08)");
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private void report(int looks, String sql) throws SQLException {
        for (int look = 0; look < looks; look++) {
            for (int call = 0; call < CALLS_PER_LOOK; call++) {
                try (Connection connection = orders.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
            anomalies.look(reader.looks(), Instant.now());
        }
    }
}
