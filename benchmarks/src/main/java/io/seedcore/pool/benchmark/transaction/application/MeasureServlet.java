package io.seedcore.pool.benchmark.transaction.application;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code GET /measure?way=RAW&millis=200} does one transaction after the other on the request's thread for so long, at least
 * one, and answers how many there were, how many nanoseconds they took, and for how many of these the thread had a processor.
 * With {@code &report=true} one more follows after a pause, for PostgreSQL's sessions report what they did when a transaction
 * ends, once a second at most; and it must be the same session.
 */
@WebServlet("/measure")
public class MeasureServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final long UNTIL_REPORTED_MILLIS = 1_100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 20);

    @Inject
    @Any
    private transient Instance<Work> works;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Way way = Way.valueOf(request.getParameter("way"));
        long wanted = Duration.ofMillis(Long.parseLong(request.getParameter("millis")))
                .toNanos();
        Work work = works.stream()
                .filter(candidate -> candidate.way() == way)
                .findFirst()
                .orElseThrow();
        long transactions = 0;
        long processorBefore = THREADS.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        long took;
        try {
            do {
                work.run(IDS.incrementAndGet());
                transactions++;
                took = System.nanoTime() - began;
            } while (took < wanted);
        } catch (Exception e) {
            throw new ServletException(e);
        }
        long processor = THREADS.getCurrentThreadCpuTime() - processorBefore;
        if (Boolean.parseBoolean(request.getParameter("report"))) {
            report(work);
            transactions++;
        }
        response.setContentType("text/plain");
        response.getWriter().print(transactions + " " + took + " " + processor);
    }

    private static void report(Work work) throws ServletException {
        try {
            TimeUnit.MILLISECONDS.sleep(UNTIL_REPORTED_MILLIS);
            work.run(IDS.incrementAndGet());
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
