package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.neo4j.ogm.transaction.Transaction;

/** What an application sees of a session's transaction that the transaction manager ends. */
final class OuterTransaction implements InvocationHandler {

    private final String database;
    private final Transaction transaction;

    private OuterTransaction(String database, Transaction transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    static Transaction of(String database, Transaction transaction) {
        return Invocation.facade(
                Transaction.class, database + " transaction", new OuterTransaction(database, transaction));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "commit", "rollback", "close" -> throw refused(method.getName());
            default -> Invocation.of(transaction, method, arguments);
        };
    }

    private PoolException refused(String method) {
        return new PoolException(
                "SCP-320",
                database + ": " + method + " is not allowed on the transaction of a Session that belongs to a"
                        + " transaction of the server. It is committed when the @Transactional method ends; throw an"
                        + " exception to roll it back.",
                null);
    }
}
