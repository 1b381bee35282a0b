package io.seedcore.pool.internal;

import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.internal.driver.OpenedConnection;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.watch.ServerSessions;
import io.seedcore.pool.sizing.ServerRoom;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection outside the pool, over which its database is asked how it is, and what it does for the others.
 * Opened on first use, kept, and opened again when it is found broken. Thread-safe: questions are asked one after the
 * other, and none waits for the server for much longer than its own bound.
 */
final class ControlConnection implements ServerSessions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

    private final ConnectionPoolSettings settings;
    private final Vendor vendor;
    private final DirectOpener opener;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable OpenedConnection kept;
    private volatile @Nullable String version;
    private volatile boolean closed;

    @FunctionalInterface
    private interface Question<T> {
        T ask(OpenedConnection connection) throws SQLException;
    }

    ControlConnection(ConnectionPoolSettings settings, Vendor vendor, DirectOpener opener) {
        this.settings = settings;
        this.vendor = vendor;
        this.opener = opener;
    }

    ProbeResult probe(Duration timeout) {
        long start = System.nanoTime();
        boolean mine = false;
        try {
            mine = turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!mine) {
                return new ProbeResult(
                        false, since(start), version, ProbeFailure.silence("no answer to an earlier probe"));
            }
            version = askKeptOrNew(this::version, timeout);
            return new ProbeResult(true, since(start), version, null);
        } catch (SQLException e) {
            LOG.debug("{}: probe failed", settings.name(), e);
            return new ProbeResult(
                    false, since(start), version, new ProbeFailure(ConnectError.of(e), e.getSQLState(), reason(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProbeResult(false, since(start), version, ProbeFailure.other("interrupted"));
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }

    @Override
    public Finding ask(Set<Long> sessions, boolean afresh, Duration patience) {
        boolean mine = false;
        try {
            mine = turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (!mine) {
                return new Silent("no answer to an earlier question");
            }
            if (afresh) {
                renew(patience);
            }
            return new Answered(askKeptOrNew(connection -> vendor.sessions(connection, sessions), patience));
        } catch (SQLException e) {
            LOG.debug("{}: asking about silent connections failed", settings.name(), e);
            return isSilence(e) ? new Silent(reason(e)) : new Refused(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refused("interrupted");
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }

    /**
     * How many connections the server admits and who has them. What keeps it from saying so is an answer too, and no reason
     * to log in again: a connection that broke is found by the next probe.
     */
    ServerRoom room(Duration timeout) {
        boolean mine = false;
        try {
            mine = turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!mine) {
                return new ServerRoom.Unknown("no answer to an earlier question");
            }
            OpenedConnection asked = kept;
            return asked == null ? new ServerRoom.Unknown("not connected") : bounded(vendor::room, asked, timeout);
        } catch (SQLException e) {
            LOG.debug("{}: asking what the server admits failed", settings.name(), e);
            return new ServerRoom.Unknown(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServerRoom.Unknown("interrupted");
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }

    /** Opens another one, and gives the kept one up only then, since its slot might go to somebody else. */
    private void renew(Duration timeout) throws SQLException {
        try {
            OpenedConnection fresh = open(timeout);
            end();
            kept = fresh;
        } catch (SQLException e) {
            if (isSilence(e)) {
                throw e;
            }
            LOG.debug("{}: no second control connection; asking over the first", settings.name(), e);
        }
    }

    private <T> T askKeptOrNew(Question<T> question, Duration timeout) throws SQLException {
        OpenedConnection first = kept;
        if (first != null) {
            try {
                return bounded(question, first, timeout);
            } catch (SQLException e) {
                LOG.debug("{}: the control connection broke; opening another", settings.name(), e);
                end();
            }
        }
        OpenedConnection opened = open(timeout);
        kept = opened;
        try {
            return bounded(question, opened, timeout);
        } catch (SQLException e) {
            end();
            throw mayHaveQueued() ? new QueuedException(e) : e;
        }
    }

    private OpenedConnection open(Duration timeout) throws SQLException {
        if (closed) {
            throw new SQLException("closed", "08003");
        }
        return opener.open(timeout);
    }

    private static <T> T bounded(Question<T> question, OpenedConnection connection, Duration timeout)
            throws SQLException {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
        connection.connection().setNetworkTimeout(Runnable::run, millis);
        return question.ask(connection);
    }

    private String version(OpenedConnection asked) throws SQLException {
        try (Statement statement = asked.connection().createStatement();
                ResultSet row = statement.executeQuery("select version()")) {
            row.next();
            return ServerVersion.name(settings.kind(), row.getString(1));
        }
    }

    /** Whether a pooler stands between, which lets us log in and then wait until one of its connections is free. */
    private boolean mayHaveQueued() {
        return settings.behaviour().pgBouncer()
                && settings.target().directAddress().equals(settings.target().address());
    }

    /** Whether nothing was heard of the server, as against a refusal. */
    private static boolean isSilence(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueuedException
                    || cause instanceof LoginRefusedBeforeException
                    || cause instanceof SSLException) {
                return false;
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private void end() {
        OpenedConnection ended = kept;
        kept = null;
        if (ended != null) {
            ended.socket().hearNoMore();
            try {
                ended.connection().close();
            } catch (SQLException e) {
                LOG.debug("{}: closing the control connection failed", settings.name(), e);
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Without the driver's text, which may name host and user. */
    private static String reason(SQLException failure) {
        String words = ConnectError.of(failure).label() + " (SQLState " + failure.getSQLState() + ")";
        return failure instanceof LoginRefusedBeforeException || failure instanceof LoginNotTriedException
                ? words + ": " + failure.getMessage()
                : words;
    }

    @Override
    public void close() {
        closed = true;
        turn.lock();
        try {
            end();
        } finally {
            turn.unlock();
        }
    }

    private static final class QueuedException extends SQLException {

        private static final long serialVersionUID = 1;

        QueuedException(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
