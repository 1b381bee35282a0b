package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.ogm.exception.CypherException;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.transaction.Transaction;

/**
 * The Session that is injected: one for all threads, which passes each call to that of the running transaction, or for
 * reads to that of the request.
 */
final class SessionFacade implements InvocationHandler {

    private static final Set<String> WRITES =
            Set.of("save", "delete", "deleteAll", "purgeDatabase", "beginTransaction");

    /** Concern the session itself, not the database. */
    private static final Set<String> LOCAL = Set.of(
            "clear",
            "getTransaction",
            "register",
            "dispose",
            "notifyListeners",
            "eventsEnabled",
            "getLastBookmark",
            "withBookmark",
            "getLoadStrategy",
            "setLoadStrategy",
            "resolveGraphIdFor",
            "detachNodeEntity",
            "detachRelationshipEntity");

    private static final String WRITE_IN_READ_MODE = "Neo.ClientError.Statement.AccessMode";

    private final GraphDatabase graph;

    private SessionFacade(GraphDatabase graph) {
        this.graph = graph;
    }

    static Session of(GraphDatabase graph) {
        return Invocation.bean(Session.class, graph.database(), new SessionFacade(graph));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (graph.inTransaction()) {
            return joined(graph.ofTransaction(), method, arguments);
        }
        if (WRITES.contains(method.getName())) {
            throw transactionRequired(method, null);
        }
        Session session = graph.ofRequest();
        return LOCAL.contains(method.getName())
                ? Invocation.of(session, method, arguments)
                : read(session, method, arguments);
    }

    private @Nullable Object joined(JoinedSession joined, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object result = Invocation.of(joined.session(), method, arguments);
        if (result instanceof Transaction transaction) {
            return method.getName().equals("beginTransaction")
                    ? joined.inner(transaction)
                    : OuterTransaction.of(graph.database(), transaction);
        }
        return result;
    }

    /** In a transaction in which Neo4j itself refuses to write, whatever the query says. */
    private @Nullable Object read(Session session, Method method, Object @Nullable [] arguments) throws Throwable {
        try (Transaction transaction = session.beginTransaction(Transaction.Type.READ_ONLY)) {
            Object result = Invocation.of(session, method, arguments);
            transaction.commit();
            return result;
        } catch (RuntimeException e) {
            throw isWriteInReadMode(e) ? transactionRequired(method, e) : e;
        }
    }

    private static boolean isWriteInReadMode(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CypherException cypher && WRITE_IN_READ_MODE.equals(cypher.getCode())
                    || cause instanceof Neo4jException neo4j && WRITE_IN_READ_MODE.equals(neo4j.code())) {
                return true;
            }
        }
        return false;
    }

    private PoolException transactionRequired(Method method, @Nullable Throwable cause) {
        return new PoolException(
                "SCP-301",
                graph.database() + ": " + method.getName() + " writes and needs a transaction, and none is running"
                        + " here. Add @Transactional (jakarta.transaction.Transactional) to the method, and call it"
                        + " from another bean.",
                cause);
    }
}
