package io.seedcore.pool.benchmark.load;

import io.seedcore.pool.benchmark.fixture.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Threads that read rows by primary key, as fast as they can. */
final class Selects implements AutoCloseable {

    static final int ROWS = 10_000;

    private static final String SELECT = "select payload from item where id = ?";

    /** What each thread does until the end of the measurement; returns how often it did it. */
    private interface Work {
        long until(long end) throws SQLException;
    }

    private final int threads;
    private final Work work;
    private final Queue<Connection> kept;

    private Selects(int threads, Work work, Queue<Connection> kept) {
        this.threads = threads;
        this.work = work;
        this.kept = kept;
    }

    /** Makes what is read. */
    static void makeTable(Server server) throws SQLException {
        server.execute(
                "create table item as select id, repeat('x', 100) as payload from generate_series(1, " + ROWS + ") id",
                "alter table item add primary key (id)",
                "analyze item",
                "grant select on item to public");
    }

    /** Each select on a connection borrowed for it. */
    static Selects borrowing(DataSource pool, int threads) {
        return new Selects(threads, end -> borrow(pool, end), new ArrayDeque<>());
    }

    /** Each thread on a connection of its own, open all the time. */
    static Selects keeping(DataSource driver, int threads) throws SQLException {
        Queue<Connection> connections = new ConcurrentLinkedQueue<>();
        for (int thread = 0; thread < threads; thread++) {
            connections.add(driver.getConnection());
        }
        return new Selects(threads, end -> keep(connections, end), connections);
    }

    double perSecond(Duration length) throws Exception {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long count = Callers.all(threads, () -> work.until(end)).stream()
                .mapToLong(number -> number)
                .sum();
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static long borrow(DataSource pool, long end) throws SQLException {
        long count = 0;
        while (System.nanoTime() - end < 0) {
            one(pool);
            count++;
        }
        return count;
    }

    /** One select, on a connection borrowed for it. */
    static void one(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            select(connection);
        }
    }

    private static long keep(Queue<Connection> connections, long end) throws SQLException {
        Connection connection = connections.remove();
        try {
            long count = 0;
            while (System.nanoTime() - end < 0) {
                select(connection);
                count++;
            }
            return count;
        } finally {
            connections.add(connection);
        }
    }

    private static void select(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setInt(1, ThreadLocalRandom.current().nextInt(ROWS) + 1);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next() || rows.getString(1).isEmpty()) {
                    throw new IllegalStateException("a row is missing");
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : kept) {
            connection.close();
        }
    }
}
