package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.jakarta.internal.request.Requests;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SynchronizationType;
import jakarta.persistence.TransactionRequiredException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hibernate over one relational database: which {@link EntityManager} is meant at this moment. Thread-safe.
 */
final class PersistenceUnit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PersistenceUnit.class);

    private final String database;
    private final TransactionRoom room;
    private final Requests requests;
    private final Opening<EntityManagerFactory> factory;

    PersistenceUnit(String database, UnitOpening opening, TransactionRoom room, Requests requests) {
        this.database = database;
        this.room = room;
        this.requests = requests;
        this.factory = new Opening<>(opening::open);
    }

    String database() {
        return database;
    }

    /** Opens the unit if it is not open. */
    EntityManagerFactory factory() {
        return factory.get();
    }

    /**
     * Carries out a call of an injected EntityManager.
     *
     * @throws TransactionRequiredException for a write outside a transaction
     * @throws ContextNotActiveException for anything outside a transaction and a request
     */
    @Nullable
    Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (room.inTransaction()) {
            return Invocation.of(ofTransaction(), method, arguments);
        }
        EntityManager ofRequest = ofRequest();
        if (ofRequest.isJoinedToTransaction()) {
            return Invocation.of(ofRequest, method, arguments);
        }
        if (Writes.isWrite(method, arguments)) {
            throw transactionRequired(method.getName());
        }
        Object result = Invocation.of(ofRequest, method, arguments);
        return ReadQuery.of(result, method.getReturnType(), () -> transactionRequired("executeUpdate"));
    }

    private TransactionRequiredException transactionRequired(String method) {
        return new TransactionRequiredException("SCP-301 " + database + ": " + method
                + " needs a transaction, and none is running here. Add @Transactional"
                + " (jakarta.transaction.Transactional) to the method, and call it from another bean.");
    }

    private EntityManager ofTransaction() {
        return room.bound(EntityManager.class, this, this::joined, (manager, end) -> manager.close());
    }

    private EntityManager joined() {
        return factory().createEntityManager(SynchronizationType.SYNCHRONIZED);
    }

    /** Never joins a transaction by itself: a later one in the same request has an EntityManager of its own. */
    private EntityManager ofRequest() {
        return requests.current()
                .orElseThrow(() -> new ContextNotActiveException("SCP-302 " + database
                        + ": an EntityManager is used on thread "
                        + Thread.currentThread().getName()
                        + ", where neither a transaction nor a request is active. Add @Transactional to the method, or"
                        + " @ActivateRequestContext to only read."))
                .get(EntityManager.class, this, this::detached, EntityManager::close);
    }

    private EntityManager detached() {
        return room.hasTransactions()
                ? factory().createEntityManager(SynchronizationType.UNSYNCHRONIZED)
                : factory().createEntityManager();
    }

    /** Whether the application itself begins and ends transactions, for lack of a transaction manager. */
    boolean isLocal() {
        return !room.hasTransactions();
    }

    /** Whatever goes wrong is logged: the other units must still be closed. */
    @Override
    public void close() {
        EntityManagerFactory opened = factory.end();
        if (opened == null) {
            return;
        }
        LOG.debug("{}: closing the persistence unit", database);
        try {
            opened.close();
        } catch (RuntimeException e) {
            LOG.warn("{}: the persistence unit was not closed properly", database, e);
        }
    }
}
