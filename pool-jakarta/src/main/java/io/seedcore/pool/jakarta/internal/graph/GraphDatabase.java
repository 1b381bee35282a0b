package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.internal.entity.EntityCatalog;
import io.seedcore.pool.jakarta.internal.graph.async.InjectedSession;
import io.seedcore.pool.jakarta.internal.graph.async.Terminations;
import io.seedcore.pool.jakarta.internal.request.Requests;
import io.seedcore.pool.jakarta.internal.server.WorkExecutors;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import io.seedcore.pool.neo4j.EntityMapping;
import io.seedcore.pool.neo4j.GraphPool;
import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.ogm.session.Session;

/** One Neo4j database: which session is meant at this moment. Thread-safe. */
final class GraphDatabase {

    private final String database;
    private final PoolRegistry registry;
    private final TransactionRoom room;
    private final Requests requests;
    private final EntityCatalog entities;
    private final Supplier<Boolean> isDefault;
    private final Terminations terminations;
    private volatile @Nullable EntityMapping mapping;

    GraphDatabase(
            String database,
            PoolRegistry registry,
            TransactionRoom room,
            Requests requests,
            EntityCatalog entities,
            Supplier<Boolean> isDefault) {
        this.database = database;
        this.registry = registry;
        this.room = room;
        this.requests = requests;
        this.entities = entities;
        this.isDefault = isDefault;
        this.terminations = new Terminations(database, this::pool);
    }

    String database() {
        return database;
    }

    /** The pool, looked up at each use and told which entities there are. */
    GraphPool pool() {
        GraphPool pool = registry.pool(database, GraphPool.class);
        pool.mapEntities(mapping());
        return pool;
    }

    /** The same one each time: mappings are only equal if their factories are. */
    private EntityMapping mapping() {
        EntityMapping made = mapping;
        return made == null ? makeMapping() : made;
    }

    private synchronized EntityMapping makeMapping() {
        EntityMapping made = mapping;
        if (made == null) {
            made = new EntityMapping(
                    entities.graph(database, isDefault.get()),
                    entities.loader(),
                    Optional.of(SessionTransactions::new));
            mapping = made;
        }
        return made;
    }

    /** Whoever opens it closes it. */
    AsyncSession openAsyncSession(WorkExecutors executors) {
        return new InjectedSession(pool().openAsyncSession(), terminations, executors::get);
    }

    boolean inTransaction() {
        return room.inTransaction();
    }

    /** The session of the running transaction, as part of it. */
    JoinedSession ofTransaction() {
        return room.bound(JoinedSession.class, this, this::join, JoinedSession::end);
    }

    private JoinedSession join() {
        return JoinedSession.of(room.transaction(database), database, open());
    }

    /** The session of the running request. */
    Session ofRequest() {
        return requests.current()
                .orElseThrow(() -> new ContextNotActiveException("SCP-302 " + database
                        + ": a Session is used on thread "
                        + Thread.currentThread().getName()
                        + ", where neither a transaction nor a request is active. Add @Transactional to the method, or"
                        + " @ActivateRequestContext to only read."))
                .get(Session.class, this, this::open, Session::clear);
    }

    /** To be called after the pools are closed. */
    void close() {
        terminations.close();
    }

    /** Neo4j-OGM loads entities through the context class loader. */
    private Session open() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(entities.loader());
        try {
            return pool().openSession();
        } finally {
            thread.setContextClassLoader(context);
        }
    }
}
