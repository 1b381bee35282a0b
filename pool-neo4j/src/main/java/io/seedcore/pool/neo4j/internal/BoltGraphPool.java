package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.neo4j.EntityMapping;
import io.seedcore.pool.neo4j.GraphPool;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import io.seedcore.pool.neo4j.TransactionMark;
import io.seedcore.pool.neo4j.internal.atomic.AtomicGraph;
import io.seedcore.pool.neo4j.internal.atomic.GraphSessions;
import io.seedcore.pool.neo4j.internal.atomic.RunningTransactions;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.spi.QueryLog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.SessionFactory;

/**
 * One Neo4j database: a driver that pools by itself, a session factory over it, and beside it a control connection and a
 * few connections for decisions.
 */
final class BoltGraphPool implements GraphPool, AtomicPool {

    private final GraphPoolSettings settings;
    private final Drivers drivers;
    private final Driver driver;
    private final PoolMetrics metrics;
    private final GraphStats stats;
    private final ControlConnection control;
    private final SessionFactories sessions;
    private final SideDriver decisions;
    private final GraphSessions beside;
    private final AtomicGraph atomic;
    private volatile boolean closed;

    private BoltGraphPool(GraphPoolSettings settings, Guard guard, DriverObserver observer) {
        this.settings = settings;
        this.drivers = new Drivers(settings, guard);
        this.metrics = observer;
        this.stats = new GraphStats(settings.poolSize(), observer, guard.circuits());
        AcquisitionAdvice advice = new AcquisitionAdvice(settings, stats::now);
        this.driver = drivers.open(observer, advice);
        this.control = new ControlConnection(settings.name(), drivers, advice);
        this.sessions = new SessionFactories(settings.name(), new PooledBoltDriver(settings, driver));
        this.decisions = new SideDriver(settings.name(), () -> drivers.openForDecisions(advice));
        this.beside = new DecisionConnections(settings.name(), this::driver, decisions, drivers.session());
        this.atomic = new AtomicGraph(beside);
    }

    /** @param queries where statements are timed; null where they are not */
    static BoltGraphPool open(GraphPoolSettings settings, @Nullable QueryLog queries, PoolListener listener) {
        Login login = Login.of(settings.name(), settings.target());
        Guard guard = new Guard(new Circuits(settings.name(), listener), login, new LoginTrials(login.mayChange()));
        return new BoltGraphPool(settings, guard, new DriverObserver(settings.name(), queries, listener));
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.NEO4J;
    }

    @Override
    public GraphPoolSettings settings() {
        return settings;
    }

    @Override
    public PoolStats stats() {
        return stats.now();
    }

    @Override
    public PoolDurations durations() {
        return metrics.durations();
    }

    @Override
    public Map<QueryKind, DurationCounts> queries(EngineType type) {
        return metrics.queries(type);
    }

    @Override
    public PoolActivity activity() {
        return metrics.activity();
    }

    @Override
    public ProbeResult probe(Duration timeout) {
        return control.probe(timeout);
    }

    @Override
    public ServerRoom serverRoom(Duration timeout) {
        ServerRoom room = control.room(timeout);
        return GraphRoom.askedBeside(stats(), room);
    }

    @Override
    public void warmUp() {
        new WarmUp(settings, drivers).connect(driver());
    }

    @Override
    public Driver driver() {
        requireOpen();
        return driver;
    }

    @Override
    public AtomicDatabase atomic() {
        return atomic;
    }

    @Override
    public void mapEntities(EntityMapping mapping) {
        requireOpen();
        sessions.map(mapping);
    }

    @Override
    public SessionFactory sessionFactory() {
        requireOpen();
        return sessions.get();
    }

    @Override
    public Session openSession() {
        return sessionFactory().openSession();
    }

    @Override
    public AsyncSession openAsyncSession() {
        return driver().session(AsyncSession.class, drivers.session().build());
    }

    @Override
    public int terminate(Collection<TransactionMark> marks, Duration timeout) throws Exception {
        List<String> ids = marks.stream().map(TransactionMark::id).toList();
        return beside.beside(timeout, session -> RunningTransactions.end(session, ids));
    }

    private void requireOpen() {
        if (closed) {
            throw new PoolException(
                    "SCP-203",
                    settings.name() + ": the pool is closed and lends no connection. Look the pool up in the registry"
                            + " at each use, and stop work before the application stops.",
                    null);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        new Shutdown(settings).close(driver, stats, control, decisions);
    }
}
