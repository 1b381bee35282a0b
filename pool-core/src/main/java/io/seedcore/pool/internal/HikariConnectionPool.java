package io.seedcore.pool.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolClosedException;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolTimeoutException;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.PoolListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A pool of connections on HikariCP, with SQLAlchemy's rule for connections above the pool's size. */
final class HikariConnectionPool extends PlainDataSource implements ConnectionPool {

    private static final Duration LOOK_WHILE_DRAINING = Duration.ofMillis(5);

    private final ConnectionPoolSettings settings;
    private final PoolListener listener;
    private final ConnectionCreator creator;
    private final ControlConnection control;
    private final HikariDataSource hikari;
    private final HikariPool connections;
    private final LongAdder timeouts = new LongAdder();
    private final long acquisitionMillis;
    private final long recycleNanos;
    private volatile boolean closed;

    private HikariConnectionPool(
            ConnectionPoolSettings settings,
            PoolListener listener,
            ConnectionCreator creator,
            HikariDataSource hikari) {
        this.settings = settings;
        this.listener = listener;
        this.creator = creator;
        this.control = new ControlConnection(settings);
        this.hikari = hikari;
        this.connections = (HikariPool) hikari.getHikariPoolMXBean();
        this.acquisitionMillis = Math.max(1, settings.times().acquisition().toMillis());
        this.recycleNanos =
                HikariSettings.recycledByUs(settings).map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    /** Opens a pool without connecting. */
    static HikariConnectionPool open(ConnectionPoolSettings settings, PoolListener listener) {
        ConnectionCreator creator = new ConnectionCreator(settings, listener);
        HikariDataSource hikari = HikariSettings.open(settings, creator);
        return new HikariConnectionPool(settings, listener, creator, hikari);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DatabaseKind kind() {
        return settings.kind();
    }

    @Override
    public ConnectionPoolSettings settings() {
        return settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (closed) {
            throw new PoolClosedException(name());
        }
        long start = System.nanoTime();
        try {
            Connection connection = connections.getConnection(acquisitionMillis);
            while (recycleNanos != Long.MAX_VALUE && isTooOld(connection)) {
                discard(connection, CloseReason.RECYCLE);
                connection = connections.getConnection(remainingMillis(start));
            }
            long acquired = System.nanoTime();
            listener.connectionAcquired(name(), acquired - start);
            return new LentConnection(connection, this, acquired);
        } catch (SQLTransientConnectionException e) {
            throw timedOut(start, e);
        } catch (SQLException e) {
            throw closed ? new PoolClosedException(name()) : e;
        }
    }

    private boolean isTooOld(Connection connection) throws SQLException {
        return connection.unwrap(PhysicalConnection.class).ageNanos() > recycleNanos;
    }

    private long remainingMillis(long start) {
        return Math.max(
                1,
                acquisitionMillis - Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private PoolTimeoutException timedOut(long start, SQLException hikariFailure) {
        timeouts.increment();
        listener.acquisitionTimedOut(name(), Duration.ofNanos(System.nanoTime() - start));
        boolean full = connections.getTotalConnections() >= settings.maxSize();
        PoolStats stats = stats();
        return creator.failureSince(start)
                .map(failure -> Timeouts.refused(settings, stats, failure))
                .orElseGet(() -> full
                        ? Timeouts.full(settings, stats, hikariFailure)
                        : Timeouts.slow(settings, stats, hikariFailure));
    }

    /** A borrow of {@code usedNanos} is over; {@code evicted} where its connection must not be lent again. */
    void takeBack(Connection connection, long usedNanos, boolean evicted) throws SQLException {
        listener.connectionReturned(name(), usedNanos);
        giveBack(connection, evicted);
    }

    /** HikariCP rolls back what the borrower left open; what is more than pool_size is closed. */
    private void giveBack(Connection connection, boolean evicted) throws SQLException {
        if (evicted) {
            discard(connection, CloseReason.INVALID);
        } else if (!connection.isClosed() && isSurplus()) {
            discard(connection, CloseReason.OVERFLOW);
        } else {
            connection.close();
        }
    }

    /** Connections are counted only when there are more than pool_size, which under steady load is never. */
    private boolean isSurplus() {
        return connections.getTotalConnections() > settings.size()
                && connections.getThreadsAwaitingConnection() == 0
                && connections.getIdleConnections() >= settings.size();
    }

    /**
     * Closes a connection instead of lending it again; the server rolls back what is open on it. HikariCP takes it out of
     * the pool at once, so that it is not also to be given back: resetting what HikariCP has let go of fails.
     */
    private void discard(Connection connection, CloseReason reason) throws SQLException {
        if (hikari.isClosed() || connection.isClosed()) {
            connection.close();
        } else {
            connection.unwrap(PhysicalConnection.class).condemn(reason);
            hikari.evictConnection(connection);
        }
    }

    @Override
    public void evict(Connection connection) {
        try {
            LentConnection lent = connection.unwrap(LentConnection.class);
            lent.evict();
            if (!lent.isClosed()) {
                lent.pooled().unwrap(PhysicalConnection.class).condemn(CloseReason.INVALID);
            }
        } catch (SQLException e) {
            throw new PoolException("SCP-208", name() + ": a connection to evict must be one that this pool lent", e);
        }
    }

    @Override
    public PoolStats stats() {
        int total = connections.getTotalConnections();
        return new PoolStats(
                settings.size(),
                settings.maxSize(),
                connections.getActiveConnections(),
                connections.getIdleConnections(),
                Math.max(0, total - settings.size()),
                creator.invalid(),
                connections.getThreadsAwaitingConnection(),
                creator.created(),
                creator.failed(),
                timeouts.sum(),
                creator.closed());
    }

    @Override
    public ProbeResult probe(Duration timeout) {
        return control.probe(timeout);
    }

    @Override
    public void warmUp() {
        try {
            getConnection().close();
        } catch (SQLException e) {
            throw new PoolException("SCP-101", name() + ": cannot connect. " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        creator.shutdown();
        drain(System.nanoTime() + settings.times().drain().toNanos());
        hikari.close();
        control.close();
    }

    private void drain(long deadline) {
        while (connections.getActiveConnections() > 0
                && System.nanoTime() - deadline < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_WHILE_DRAINING.toNanos());
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
