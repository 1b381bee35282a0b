package io.seedcore.pool.benchmark.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** What applications ask of a pool: callers, how long each has its connection, and what they do in between. */
enum KnownLoad {
    SHORT("8 callers, one select by primary key after the other") {
        @Override
        double loansPerSecond(DataSource pool, Duration length) throws Exception {
            return Selects.borrowing(pool, 8).perSecond(length);
        }
    },
    WAITING("32 callers, each waits 20 ms for the server, then does 20 ms of something else") {
        @Override
        double loansPerSecond(DataSource pool, Duration length) throws Exception {
            long end = System.nanoTime() + length.toNanos();
            long loans = Callers.all(32, () -> waitAndThink(pool, end)).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return loans * 1e9 / length.toNanos();
        }
    },
    BURSTS("20 callers at once, each four selects and one wait of 20 ms, then 200 ms of nothing, again and again") {
        @Override
        double loansPerSecond(DataSource pool, Duration length) throws Exception {
            long start = System.nanoTime();
            AtomicBoolean over = new AtomicBoolean();
            CyclicBarrier together = new CyclicBarrier(20, () -> {
                over.set(System.nanoTime() - start >= length.toNanos());
                rest(Duration.ofMillis(200));
            });
            long loans = Callers.all(20, () -> burst(pool, together, over)).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return loans * 1e9 / (System.nanoTime() - start);
        }
    };

    private static final Duration SERVICE = Duration.ofMillis(20);

    private final String title;

    KnownLoad(String title) {
        this.title = title;
    }

    /** Puts the pool under this load, for that long or a little longer. */
    abstract double loansPerSecond(DataSource pool, Duration length) throws Exception;

    /** In one line. */
    String title() {
        return title;
    }

    private static long waitAndThink(DataSource pool, long end) throws SQLException {
        long loans = 0;
        while (System.nanoTime() - end < 0) {
            waitForServer(pool);
            loans++;
            rest(Duration.ofMillis(20));
        }
        return loans;
    }

    private static long burst(DataSource pool, CyclicBarrier together, AtomicBoolean over) throws Exception {
        long loans = 0;
        together.await();
        while (!over.get()) {
            for (int select = 0; select < 4; select++) {
                Selects.one(pool);
            }
            waitForServer(pool);
            loans += 5;
            together.await();
        }
        return loans;
    }

    /** As for a disk or a lock: it costs the server no processor time. */
    private static void waitForServer(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(" + SERVICE.toMillis() / 1e3 + ")");
        }
    }

    private static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > TimeUnit.MICROSECONDS.toNanos(50); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
