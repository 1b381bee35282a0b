package io.seedcore.pool.it.console;

import io.seedcore.pool.jakarta.Database;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * An application that holds connections: {@code /reports?begin=8} begins as many exports, {@code /reports} ends all of
 * them. Added to the product's archive.
 */
@WebServlet(urlPatterns = "/reports")
public class OrderReports extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final long LONGEST_SECONDS = 120;

    @Inject
    @Database("postgresql")
    private transient DataSource orders;

    private transient volatile CountDownLatch enough = new CountDownLatch(1);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String begin = request.getParameter("begin");
        if (begin == null) {
            enough.countDown();
            return;
        }
        CountDownLatch end = new CountDownLatch(1);
        enough = end;
        for (int number = 0; number < Integer.parseInt(begin); number++) {
            Thread thread = new Thread(() -> export(end), "export-" + number);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void export(CountDownLatch end) {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select pg_sleep(0.12), count(*) from pg_class where relname <> 'invoice 4711'")) {
            rows.next();
            end.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (SQLException e) {
            log("an export got no connection: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
