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
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
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
        HikariDataSource hikari = HikariSettings.open(settings, creator, new HikariEvents(settings.name(), listener));
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
            return new LentConnection(connection, this);
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
        PoolStats stats = stats();
        String waited = Durations.seconds(Duration.ofMillis(acquisitionMillis));
        String prefix = RelationalSettingCatalog.prefix(name());
        return creator.failureSince(start)
                .map(failure -> new PoolTimeoutException(
                        "SCP-202",
                        name(),
                        stats,
                        "no connection within " + waited + " s: the database does not let us connect ("
                                + ConnectError.of(failure).label() + ", SQLState " + failure.getSQLState()
                                + "; in use " + stats.checkedOut() + ", failed attempts so far " + stats.failed()
                                + "). Check that it runs and that the address, user and password of " + prefix
                                + "_… are right.",
                        failure))
                .orElseGet(() -> new PoolTimeoutException(
                        "SCP-201",
                        name(),
                        stats,
                        "pool limit of size " + settings.size() + " overflow "
                                + (stats.maxSize() == Integer.MAX_VALUE
                                        ? "unlimited"
                                        : stats.maxSize() - settings.size())
                                + " reached, no connection within " + waited + " s (waiting " + stats.pending()
                                + ", in use " + stats.checkedOut() + "). Close connections sooner, or raise " + prefix
                                + "_MAX_OVERFLOW while all pools together stay below max_connections − 50.",
                        hikariFailure));
    }

    /** Ends a borrow. HikariCP rolls back what the borrower left open; what is more than pool_size is closed. */
    void takeBack(Connection connection, boolean evicted) throws SQLException {
        if (evicted) {
            discard(connection, CloseReason.INVALID);
            return;
        }
        if (connection.isClosed()) {
            connection.close();
            return;
        }
        if (isSurplus()) {
            condemn(connection, CloseReason.OVERFLOW);
        }
        connection.close();
    }

    /** Connections are counted only when there are more than pool_size, which under steady load is never. */
    private boolean isSurplus() {
        return connections.getTotalConnections() > settings.size()
                && connections.getThreadsAwaitingConnection() == 0
                && connections.getIdleConnections() >= settings.size();
    }

    private void discard(Connection connection, CloseReason reason) throws SQLException {
        condemn(connection, reason);
        connection.close();
    }

    private void condemn(Connection connection, CloseReason reason) throws SQLException {
        connection.unwrap(PhysicalConnection.class).condemn(reason);
        hikari.evictConnection(connection);
    }

    @Override
    public void evict(Connection connection) {
        try {
            LentConnection lent = connection.unwrap(LentConnection.class);
            lent.evict();
            if (!lent.isClosed()) {
                lent.delegate().unwrap(PhysicalConnection.class).condemn(CloseReason.INVALID);
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
