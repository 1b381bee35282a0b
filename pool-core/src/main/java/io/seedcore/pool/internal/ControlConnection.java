package io.seedcore.pool.internal;

import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.internal.driver.Vendor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection outside the pool, over which its database is asked how it is. Opened on first use, kept, and
 * opened again when it is found broken.
 */
final class ControlConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

    private final ConnectionPoolSettings settings;
    private final Vendor vendor;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Connection connection;
    private @Nullable String version;
    private volatile boolean closed;

    ControlConnection(ConnectionPoolSettings settings) {
        this.settings = settings;
        this.vendor = Vendor.of(settings);
    }

    ProbeResult probe(Duration timeout) {
        long start = System.nanoTime();
        boolean mine = false;
        try {
            mine = turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!mine) {
                return new ProbeResult(false, since(start), version, "no answer to an earlier probe");
            }
            version = askKeptOrNew(timeout);
            return new ProbeResult(true, since(start), version, null);
        } catch (SQLException e) {
            LOG.debug("{}: probe failed", settings.name(), e);
            return new ProbeResult(false, since(start), version, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProbeResult(false, since(start), version, "interrupted");
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }

    private String askKeptOrNew(Duration timeout) throws SQLException {
        if (closed) {
            throw new SQLException("closed", "08003");
        }
        Connection kept = connection;
        if (kept != null) {
            try {
                return ask(kept, timeout);
            } catch (SQLException e) {
                LOG.debug("{}: the control connection broke; opening another", settings.name(), e);
                discard();
            }
        }
        Duration connect = settings.times().connect();
        Connection opened =
                vendor.open(settings.target().directAddress(), connect.compareTo(timeout) < 0 ? connect : timeout);
        connection = opened;
        try {
            return ask(opened, timeout);
        } catch (SQLException e) {
            discard();
            throw e;
        }
    }

    private String ask(Connection asked, Duration timeout) throws SQLException {
        asked.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
        try (Statement statement = asked.createStatement();
                ResultSet row = statement.executeQuery("select version()")) {
            row.next();
            return ServerVersion.name(settings.kind(), row.getString(1));
        }
    }

    private void discard() throws SQLException {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            broken.abort(Runnable::run);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Without the driver's text, which may name host and user. */
    private static String reason(SQLException failure) {
        return ConnectError.of(failure).label() + " (SQLState " + failure.getSQLState() + ")";
    }

    @Override
    public void close() {
        closed = true;
        turn.lock();
        try {
            discard();
        } catch (SQLException e) {
            LOG.debug("{}: closing the control connection failed", settings.name(), e);
        } finally {
            turn.unlock();
        }
    }
}
