package io.seedcore.pool.benchmark.anomaly;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Threads that use a pool as an application does, until it is closed. Thread-safe. */
final class RealLoad implements AutoCloseable {

    private static final int LEAST_PAUSE_MILLIS = 40;
    private static final int MOST_PAUSE_MILLIS = 120;

    private final DataSource pool;
    private final String call;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Connection> kept = new ConcurrentLinkedQueue<>();
    private volatile double slowShare;
    private volatile String slowCall = "";

    /** @param call the SQL of each call */
    RealLoad(DataSource pool, String call) {
        this.pool = pool;
        this.call = call;
    }

    /** So many threads more, each of which pauses between its calls. */
    void callers(int count) {
        add(count, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
    }

    /** So many threads more, which do not pause. */
    void storm(int count) {
        add(count, 0, 1);
    }

    private void add(int count, int leastPause, int mostPause) {
        for (int thread = 0; thread < count; thread++) {
            threads.execute(() -> {
                while (!isOver(ThreadLocalRandom.current().nextInt(leastPause, mostPause))) {
                    call();
                }
            });
        }
    }

    private void call() {
        boolean slow = ThreadLocalRandom.current().nextDouble() < slowShare;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(slow ? slowCall : call);
        } catch (SQLException failed) {
            // As an application: the next call is another one. The pool has counted it.
        }
    }

    /** From now on a part of all calls is another one. */
    void slowPart(double share, String sql) {
        slowCall = sql;
        slowShare = share;
    }

    /** Somebody who takes a connection again and again and gives none back. */
    void leak(long everyMillis) {
        threads.execute(() -> {
            while (!isOver(everyMillis)) {
                try {
                    kept.add(pool.getConnection());
                } catch (SQLException none) {
                    // All are taken.
                }
            }
        });
    }

    /** Opens so many connections, as there are after a busy hour. */
    void warmUp(int count) throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(pool.getConnection());
            }
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }

    private boolean isOver(long waitMillis) {
        try {
            return end.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() throws SQLException {
        end.countDown();
        threads.shutdownNow();
        for (Connection connection : kept) {
            connection.close();
        }
    }
}
