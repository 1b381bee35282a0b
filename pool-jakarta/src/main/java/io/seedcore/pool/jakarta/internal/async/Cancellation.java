package io.seedcore.pool.jakarta.internal.async;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one piece of work is cancelled, and which of its statements is running. Once cancelled, no statement begins,
 * so that what is sent to the server can hit no other statement than the one that was running. Thread-safe.
 */
final class Cancellation {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final String database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private @Nullable Running running;
    private volatile boolean cancelled;
    private volatile boolean sent;

    Cancellation(String database) {
        this.database = database;
    }

    /** A statement that is running. */
    interface Running {

        /** Asks the server to cancel it, where it has it already. */
        void cancel() throws SQLException;
    }

    /** @throws SQLException once cancelled */
    void check() throws SQLException {
        if (cancelled) {
            throw new SQLException(
                    "SCP-330 " + database + ": the work was cancelled, and its connection does nothing more for it."
                            + " Let this exception leave the work.",
                    "57014");
        }
    }

    /** To be followed by {@link #end()}. */
    void begin(Running statement) throws SQLException {
        lock.lock();
        try {
            check();
            running = statement;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a cancellation that is being sent. */
    void end() {
        lock.lock();
        try {
            running = null;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the server was asked to cancel a statement. */
    boolean wasSent() {
        return sent;
    }

    /** To be called once, by any thread; it is not held up. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (running != null) {
                Thread thread = new Thread(this::sendUntilEnded, "seedcore-cancel-" + database);
                thread.setDaemon(true);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** More than once, since driver and server ignore it for a statement that is not yet on its way. */
    private void sendUntilEnded() {
        lock.lock();
        try {
            long pause = FIRST_PAUSE_MILLIS;
            for (Running statement = running; statement != null; statement = running) {
                send(statement);
                if (ended.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void send(Running statement) {
        sent = true;
        try {
            statement.cancel();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{}: the server could not be asked to cancel a statement; it is asked again", database, e);
        }
    }
}
