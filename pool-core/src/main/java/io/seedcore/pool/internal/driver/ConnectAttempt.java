package io.seedcore.pool.internal.driver;

import io.seedcore.pool.internal.thread.SharedThreads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a connection, bounded as a whole: when its time is up, the sockets that were made for it are
 * closed, whatever the driver is waiting for, and so is every one made later.
 *
 * <p>Drivers make their sockets on the thread that asks for the connection; our socket factories tell of each by
 * {@link #created}.
 */
final class ConnectAttempt implements AutoCloseable {

    private static final ThreadLocal<@Nullable ConnectAttempt> CURRENT = new ThreadLocal<>();

    private final SharedThreads threads = SharedThreads.enter();
    private final List<ConnectionSocket> sockets = new ArrayList<>();
    private final ScheduledFuture<?> timer;
    private final LoginTurn turn;
    private boolean timeUp;
    private boolean succeeded;

    private ConnectAttempt(Duration longest, LoginTurn turn) {
        this.turn = turn;
        timer = threads.timers().schedule(this::timeUp, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins an attempt on this thread, which must close it. */
    static ConnectAttempt within(Duration longest, LoginTurn turn) {
        ConnectAttempt attempt = new ConnectAttempt(longest, turn);
        CURRENT.set(attempt);
        return attempt;
    }

    /**
     * Notes a socket that a driver has made on this thread; it need not be connected yet.
     *
     * @return for which it waits before it says more than is needed to be asked for a password
     */
    static LoginTurn created(ConnectionSocket socket) {
        ConnectAttempt attempt = CURRENT.get();
        if (attempt == null) {
            return LoginTurn.ANY_TIME;
        }
        attempt.add(socket);
        return attempt.turn;
    }

    private synchronized void add(ConnectionSocket socket) {
        sockets.add(socket);
        if (timeUp) {
            socket.abort();
        }
    }

    private synchronized void timeUp() {
        if (!succeeded) {
            timeUp = true;
            sockets.forEach(ConnectionSocket::abort);
        }
    }

    synchronized boolean isTimeUp() {
        return timeUp;
    }

    /**
     * Ends the attempt well.
     *
     * @return the socket that the driver made last
     * @throws SQLException when time was up before
     */
    synchronized ConnectionSocket succeed() throws SQLException {
        if (timeUp || sockets.isEmpty()) {
            throw new SQLException(timeUp ? "time was up" : "the driver made no socket of ours", "08001");
        }
        succeeded = true;
        return sockets.remove(sockets.size() - 1);
    }

    /** Closes every socket that the connection does not use. */
    @Override
    public void close() {
        CURRENT.remove();
        timer.cancel(false);
        synchronized (this) {
            sockets.forEach(ConnectionSocket::abort);
        }
        threads.close();
    }
}
