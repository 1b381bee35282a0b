package io.seedcore.pool.jakarta.internal.graph.async;

import java.util.concurrent.CompletionStage;
import org.neo4j.driver.Query;
import org.neo4j.driver.async.AsyncTransactionContext;
import org.neo4j.driver.async.ResultCursor;

/** A transaction that the driver ends, for one attempt of a unit of work. */
final class InjectedTransactionContext extends Queries implements AsyncTransactionContext {

    private final AsyncTransactionContext delegate;
    private final ServerTransaction transaction;

    InjectedTransactionContext(AsyncTransactionContext delegate, ServerTransaction transaction) {
        this.delegate = delegate;
        this.transaction = transaction;
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(Query query) {
        return transaction.result(() -> delegate.runAsync(query));
    }
}
