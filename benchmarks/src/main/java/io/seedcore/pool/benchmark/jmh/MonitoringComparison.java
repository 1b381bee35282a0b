package io.seedcore.pool.benchmark.jmh;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Product;
import io.seedcore.pool.benchmark.fixture.Server;
import io.seedcore.pool.benchmark.fixture.ThreadUse;
import io.seedcore.pool.benchmark.fixture.ThreadUse.Used;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** What it costs that pools are watched, apart from what {@link CycleComparison} and {@link StatementComparison} show. */
public final class MonitoringComparison implements Comparison {

    private static final String PAGE = "page";
    private static final String HOLDERS = "holders";
    private static final String OURS = "seedcore-";

    /** Until the compiler has seen what happens every five seconds. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final long BETWEEN_BORROWS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public String name() {
        return "monitoring";
    }

    @Override
    public String question() {
        return "processor time and bytes that watching three pools takes";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Outcome outcome = new Outcome();
        try (Server server = Server.start()) {
            background(server.address(), Duration.ofSeconds(effort.of(60, 180)), outcome);
            Jmh jmh = new Jmh(server.address(), effort);
            asked(
                    new Rounds<>(List.of(PAGE, HOLDERS), effort, 3, 7)
                            .run("asked", method -> jmh.measure(MonitoringBenchmark.class, method)),
                    outcome);
        }
        return outcome;
    }

    /** What runs without being asked, while the pools are in use. */
    private static void background(Address address, Duration time, Outcome outcome) throws SQLException {
        Map<String, Used> used;
        try (Product product = Product.open(address, WatchedPools.POOLS)) {
            borrow(product, WARM_UP);
            ThreadUse before = ThreadUse.now();
            borrow(product, time);
            used = ThreadUse.now().since(before, OURS);
        }
        Table table = new Table("thread", "of a processor, %", "KiB/s");
        double percent = 0;
        double kib = 0;
        for (Map.Entry<String, Used> thread : used.entrySet()) {
            double its = 100.0 * thread.getValue().processorNanos() / time.toNanos();
            double bytes = thread.getValue().bytes() / 1024.0 / time.toSeconds();
            table.row(thread.getKey(), its, bytes);
            percent += its;
            kib += bytes;
        }
        table.row("together", percent, kib);
        outcome.table(
                        "In the background, " + time.toSeconds() + " s; " + WatchedPools.POOLS
                                + " pools, one after the other borrowed from, with a pause of 1 ms.",
                        table)
                .figure("background_percent", percent, 3)
                .figure("background_kib_per_second", kib, 1);
    }

    private static void borrow(Product product, Duration time) throws SQLException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            for (DataSource pool : product.pools()) {
                try (Connection connection = pool.getConnection()) {
                    connection.getAutoCommit();
                }
                LockSupport.parkNanos(BETWEEN_BORROWS_NANOS);
            }
        }
    }

    private static void asked(Measurements<String> measured, Outcome outcome) {
        Table table = new Table("", "us", "KiB");
        measured.each((method, figures) -> table.row(method, micros(figures), kib(figures)));
        outcome.table(
                        "Each time that somebody asks, median of " + measured.rounds() + " rounds: the page of all "
                                + WatchedPools.POOLS + " pools for Prometheus; who holds the " + WatchedPools.HELD
                                + " connections that are lent in one pool.",
                        table)
                .figure("page_us", micros(measured.of(PAGE)), 0)
                .figure("page_kib", kib(measured.of(PAGE)), 0)
                .figure("holders_us", micros(measured.of(HOLDERS)), 0)
                .figure("holders_kib", kib(measured.of(HOLDERS)), 0);
    }

    private static double micros(Figures figures) {
        return figures.get(Jmh.NANOS) / 1000;
    }

    private static double kib(Figures figures) {
        return figures.get(Jmh.BYTES) / 1024;
    }
}
