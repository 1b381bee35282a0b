package io.seedcore.pool.internal;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolUse;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.ConnectionPoolSettings.Limits;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.atomic.JdbcDatabase;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.session.SqlShape;
import io.seedcore.pool.internal.thread.PoolTasks;
import io.seedcore.pool.internal.thread.SharedThreads;
import io.seedcore.pool.internal.watch.SilenceWatch;
import io.seedcore.pool.resilience.Circuit;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.spi.QueryLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A pool of connections: puts its parts together, each of which has one job, and closes them in order. */
final class HikariConnectionPool extends PlainDataSource implements ConnectionPool, AtomicPool {

    private static final Duration LOOK_WHILE_DRAINING = Duration.ofMillis(5);
    private static final int MOST_CONNECTIONS = 10_000;

    private final ConnectionPoolSettings settings;
    private final @Nullable QueryLog queries;
    private final Duration acquisition;
    private final Vendor vendor;
    private final SharedThreads threads = SharedThreads.enter();
    private final ReentrantLock closing = new ReentrantLock();
    private final WaitingLine line = new WaitingLine();
    private final Capacity capacity;
    private final Books books;
    private final Callers callers;
    private final Holders holders;
    private final Circuit circuit;
    private final PoolTasks tasks;
    private final KeptConnections kept;
    private final Returns returns;
    private final Admission admission;
    private final ControlConnection control;
    private final Leaks leaks;
    private final SilenceWatch watch;
    private final AtomicDatabase atomic;
    // Guarded by closing.
    private boolean closed;

    /**
     * Opens a pool without connecting.
     *
     * @param queries where statements are timed; null where they are not
     * @param beans by which callers are named
     */
    HikariConnectionPool(
            ConnectionPoolSettings settings, @Nullable QueryLog queries, BeanClasses beans, PoolListener listener) {
        this.settings = settings;
        this.queries = queries;
        this.acquisition = settings.times().acquisition();
        this.capacity = new Capacity(settings.limits());
        this.books = new Books(settings, listener);
        this.callers = new Callers(beans);
        this.holders = new Holders(books, callers, SqlShape.of(settings.kind()));
        this.circuit = new Circuit(settings.name(), listener);
        this.vendor = Vendor.of(settings);
        FirstLogin firstLogin =
                new FirstLogin(vendor::wasLetIn, settings.times().connect());
        DirectOpener direct = new DirectOpener(settings, vendor, firstLogin, circuit);
        this.control = new ControlConnection(settings, vendor, direct);
        this.tasks = new PoolTasks(threads, line::changed);
        this.kept =
                new KeptConnections(settings, tasks, new FatalErrors(holders::callerOnlyReads, this::statementFailed));
        Refusals refusals = new Refusals(settings, books, listener, this::stats, holders::now);
        this.returns = new Returns(settings, capacity, books, holders, kept, line);
        Opener opener = new Opener(settings, queries, vendor, firstLogin, circuit, books, returns, listener, refusals);
        this.admission = new Admission(settings, threads, capacity, books, kept, line, opener, refusals);
        this.leaks = new Leaks(settings, books, holders, listener, threads);
        this.watch = SilenceWatch.begin(settings, control, books::open, threads);
        this.atomic = JdbcDatabase.of(this, timeout -> openDirect(direct, timeout));
    }

    private void statementFailed(DatabaseError error, boolean fatal) {
        returns.statementFailed(error, fatal);
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
        return admission.acquire(acquisition);
    }

    @Override
    public Connection getConnection(Duration timeout) throws SQLException {
        return admission.acquire(positive(timeout));
    }

    @Override
    public Optional<Connection> tryGetConnection() throws SQLException {
        return Optional.ofNullable(admission.tryAcquire());
    }

    @Override
    public CompletableFuture<Connection> getConnectionAsync(Duration timeout) {
        return admission.acquireAsync(positive(timeout));
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout is to be positive, not " + timeout);
        }
        return timeout;
    }

    @Override
    public void evict(Connection connection) {
        lent(connection).evict();
    }

    private LentConnection lent(Connection connection) {
        try {
            return connection.unwrap(LentConnection.class);
        } catch (SQLException e) {
            throw new PoolException("SCP-208", name() + ": a connection to evict must be one that this pool lent", e);
        }
    }

    @Override
    public int reclaim(Duration heldLongerThan) {
        List<LentConnection> loans = Leaks.longerThan(holders.loans(), heldLongerThan);
        return (int) loans.stream().filter(kept::reclaim).count();
    }

    @Override
    public void resize(int poolSize, int maxOverflow) {
        if (poolSize < 1 || poolSize > MOST_CONNECTIONS || maxOverflow < 0 || maxOverflow > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(name() + ": expected a pool size from 1 to " + MOST_CONNECTIONS
                    + " and an overflow from 0 to " + MOST_CONNECTIONS + ", not " + poolSize + " and " + maxOverflow);
        }
        capacity.change(new Limits(poolSize, maxOverflow, settings.limits().maxWaiting()));
        kept.closeIdle(capacity.size());
        line.changed();
    }

    @Override
    public AtomicDatabase atomic() {
        return atomic;
    }

    private static Connection openDirect(DirectOpener opener, Duration timeout) throws SQLException {
        Connection connection = opener.open(timeout).connection();
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, timeout.toMillis()));
        return connection;
    }

    @Override
    public PoolStats stats() {
        int open = books.openCount();
        return new PoolStats(
                capacity.size(),
                capacity.max(),
                books.lent(),
                books.idle(),
                Math.max(0, open - capacity.size()),
                books.invalid(),
                line.size(),
                books.created(),
                books.failed(),
                books.timeouts(),
                books.leaks(),
                books.closed(),
                circuit.state());
    }

    @Override
    public PoolDurations durations() {
        return books.durations();
    }

    @Override
    public Map<QueryKind, DurationCounts> queries(EngineType type) {
        return queries == null ? Map.of() : queries.counts(type);
    }

    @Override
    public PoolActivity activity() {
        return new PoolActivity(
                holders.now(),
                WaitingCallers.of(line, callers),
                queries == null ? List.of() : queries.slowest(),
                books.recentErrors());
    }

    @Override
    public List<String> serverWarnings() {
        return vendor.serverWarnings();
    }

    @Override
    public Optional<PoolUse> use(EngineType type) {
        return Optional.of(books.use(type));
    }

    @Override
    public ProbeResult probe(Duration timeout) {
        return control.probe(timeout);
    }

    @Override
    public ServerRoom serverRoom(Duration timeout) {
        if (settings.behaviour().pgBouncer()) {
            return new ServerRoom.Unknown(
                    "a pooler stands between, and its limits count: max_client_conn for this pool");
        }
        ServerRoom room = control.room(timeout);
        return room instanceof ServerRoom.Known known ? known.askedBeside(books.openCount()) : room;
    }

    @Override
    public void warmUp() {
        try {
            getConnection().close();
        } catch (SQLException e) {
            throw new PoolException("SCP-101", name() + ": cannot connect. " + e.getMessage(), e);
        }
    }

    /** Whoever closes it while another does, or again, finds it closed afterwards; the shared threads are left once. */
    @Override
    public void close() {
        closing.lock();
        try {
            if (!closed) {
                closed = true;
                closeOnce();
            }
        } finally {
            closing.unlock();
        }
    }

    private void closeOnce() {
        admission.close();
        books.shutdown();
        drain(System.nanoTime() + settings.times().drain().toNanos());
        leaks.close();
        kept.close();
        watch.close();
        control.close();
        tasks.shutdown();
        threads.close();
    }

    private void drain(long deadline) {
        while (kept.areLent()
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
