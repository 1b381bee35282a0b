package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.spi.ErrorLog;
import io.seedcore.pool.spi.QueryLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.BaseSession;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.internal.observation.NoopObservation;
import org.neo4j.driver.internal.observation.NoopObservationProvider;
import org.neo4j.driver.internal.observation.Observation;
import org.neo4j.driver.types.MapAccessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the connections of a driver. The only class, with {@link GuardedDriverFactory}, that knows the driver's inner ones.
 *
 * <p>The driver's own metrics library listens in the same place, but counts an attempt that failed also as created and
 * idle, a connection found broken while idle never as closed, and one that broke in use twice. So its idle connections
 * drift with every restart of the server.
 */
final class DriverObserver extends NoopObservationProvider implements PoolMetrics, ConnectObserver {

    private static final Logger LOG = LoggerFactory.getLogger(DriverObserver.class);

    private final String pool;
    private final @Nullable QueryLog queries;
    private final PoolListener listener;
    private final ErrorLog errors = new ErrorLog();
    private final LongAdder failed = new LongAdder();
    private final DurationCounter acquire = new DurationCounter();
    private final DurationCounter usage = new DurationCounter();
    private final Map<String, ServerConnections> servers = new ConcurrentHashMap<>();
    private Counts gone = Counts.NONE;

    /** @param queries where statements are timed; null where they are not */
    DriverObserver(String pool, @Nullable QueryLog queries, PoolListener listener) {
        this.pool = pool;
        this.queries = queries;
        this.listener = listener;
    }

    @Override
    public synchronized Counts counts() {
        return servers.values().stream()
                .map(ServerConnections::counts)
                .reduce(gone, Counts::plus)
                .withFailed(failed.sum());
    }

    @Override
    public PoolDurations durations() {
        return new PoolDurations(acquire.counts(), usage.counts());
    }

    @Override
    public Map<QueryKind, DurationCounts> queries(EngineType type) {
        return queries == null ? Map.of() : queries.counts(type);
    }

    @Override
    public PoolActivity activity() {
        return new PoolActivity(List.of(), List.of(), queries == null ? List.of() : queries.slowest(), errors.recent());
    }

    @Override
    public Observation sessionRun(Class<? extends BaseSession> type, String query, MapAccessor parameters) {
        return new Statement(engineType(type, Session.class), query);
    }

    @Override
    public Observation transactionRun(Class<?> type, String query, MapAccessor parameters) {
        return new Statement(engineType(type, Transaction.class), query);
    }

    /** Stages and streams have types of their own, of which the driver has several generations. */
    private static EngineType engineType(Class<?> type, Class<?> waiting) {
        return type == waiting ? EngineType.SYNC : EngineType.ASYNC;
    }

    /** Told by the guard: to the driver, a connect that was not tried or done twice is one that failed once. */
    @Override
    public void failed(Throwable failure, Duration took) {
        failed.increment();
        remember(failure, DatabaseError.whileConnecting(failure));
        listener.connectionFailed(pool, ConnectError.of(failure), failure, took);
    }

    /** The server's own code says more than the status that goes with it. */
    private void remember(Throwable failure, DatabaseError error) {
        if (failure instanceof Neo4jException said) {
            errors.record(error.category().label(), said.code());
        } else {
            errors.record(error);
        }
    }

    /** A server that left the cluster takes its connections with it; what was counted stays counted. */
    private synchronized void retire(String id) {
        ServerConnections left = servers.remove(id);
        if (left != null) {
            gone = gone.plus(left.counts().closedForGood());
        }
    }

    /** One that is not known has left; the driver may still tell how its last connections end. */
    private ServerConnections server(String id) {
        return servers.getOrDefault(id, new ServerConnections());
    }

    @Override
    public Observation connectionPoolCreate(String id, URI uri, int maxSize) {
        servers.put(id, new ServerConnections());
        return super.connectionPoolCreate(id, uri, maxSize);
    }

    @Override
    public Observation connectionPoolClose(String id, URI uri) {
        return new Timed() {
            @Override
            void ended(Duration took, @Nullable Throwable error) {
                retire(id);
            }
        };
    }

    @Override
    public Observation pooledConnectionCreate(String id, URI uri) {
        ServerConnections server = server(id);
        server.creating();
        return new Timed() {
            @Override
            void ended(Duration took, @Nullable Throwable error) {
                if (error == null) {
                    server.created();
                    listener.connectionCreated(pool, took);
                }
            }
        };
    }

    @Override
    public Observation pooledConnectionClose(String id, URI uri) {
        server(id).closed();
        return super.pooledConnectionClose(id, uri);
    }

    @Override
    public Observation pooledConnectionAcquire(String id, URI uri) {
        ServerConnections server = server(id);
        server.acquiring();
        return new Timed() {
            @Override
            void ended(Duration took, @Nullable Throwable error) {
                boolean timedOut = error instanceof TimeoutException;
                server.acquired(timedOut);
                if (timedOut) {
                    errors.record("timeout", "SCP-201");
                    listener.acquisitionTimedOut(pool, took);
                } else if (error == null) {
                    acquire.record(took);
                }
            }
        };
    }

    @Override
    public Observation pooledConnectionInUse(String id, URI uri) {
        ServerConnections server = server(id);
        server.lent();
        return new Timed() {
            @Override
            void ended(Duration took, @Nullable Throwable error) {
                server.returned();
                usage.record(took);
            }
        };
    }

    /** From handing a statement to the driver until the server has begun to answer it. */
    private final class Statement extends Timed {

        private final EngineType type;
        private final String query;

        Statement(EngineType type, String query) {
            this.type = type;
            this.query = query;
        }

        @Override
        void ended(Duration took, @Nullable Throwable error) {
            if (queries != null) {
                queries.record(type, CypherText.kind(query), query, took.toNanos());
            }
            if (error != null) {
                remember(error, DatabaseError.of(error));
            }
        }
    }

    /** Something that takes time. The driver says an error first, and then the end all the same. */
    private abstract static class Timed extends NoopObservation {

        private final long started = System.nanoTime();
        private volatile @Nullable Throwable error;

        abstract void ended(Duration took, @Nullable Throwable error);

        @Override
        public Observation error(Throwable cause) {
            error = cause;
            return this;
        }

        /** Throws nothing: the driver hands a connection, or its failure, on only after this has returned. */
        @Override
        public void stop() {
            try {
                ended(Duration.ofNanos(System.nanoTime() - started), error);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("What happened on a connection could not be counted; the pool goes on", e);
            }
        }
    }
}
