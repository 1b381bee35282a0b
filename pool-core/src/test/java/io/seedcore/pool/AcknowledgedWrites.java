package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Writers that go on whatever happens, each row with a number of its own, and note what the database acknowledged. */
final class AcknowledgedWrites implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final ConnectionPool pool;
    private final int writers;
    private final ExecutorService threads;
    private final List<Future<?>> ended = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    /** Begins to write into a new table. */
    AcknowledgedWrites(ConnectionPool pool, int writers) throws SQLException {
        this.pool = pool;
        this.writers = writers;
        this.threads = Executors.newFixedThreadPool(writers);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table acknowledged_writes (number int primary key)");
        }
        for (int writer = 0; writer < writers; writer++) {
            ended.add(threads.submit(this::writeUntilEnough));
        }
    }

    private void writeUntilEnough() {
        while (!enough.get()) {
            int number = numbers.incrementAndGet();
            try (Connection connection = pool.getConnection();
                    PreparedStatement insert =
                            connection.prepareStatement("insert into acknowledged_writes values (?)")) {
                insert.setInt(1, number);
                insert.executeUpdate();
                acknowledged.add(number);
            } catch (SQLException whileNobodyTakesWrites) {
                // Leaves the processor to the server that is to come back.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    /** Waits until several writes were acknowledged that had not been begun when this was called. */
    void awaitMore() {
        int begun = numbers.get();
        await().atMost(LONG)
                .until(() ->
                        acknowledged.stream().filter(number -> number > begun).count() > 5L * writers);
    }

    /** Ends the writers; whatever was acknowledged is in the database at {@code url}. */
    void endAndCheck(String url, String user, String password) throws Exception {
        enough.set(true);
        for (Future<?> writer : ended) {
            writer.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        Set<Integer> stored = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from acknowledged_writes")) {
            while (row.next()) {
                stored.add(row.getInt(1));
            }
        }
        assertThat(stored).containsAll(acknowledged);
        assertThat(pool.stats().checkedOut()).isZero();
    }

    @Override
    public void close() {
        enough.set(true);
        threads.shutdownNow();
    }
}
