package io.seedcore.pool.jakarta.internal.graph.async;

import java.util.concurrent.CompletionStage;
import org.neo4j.driver.Query;
import org.neo4j.driver.async.AsyncTransaction;
import org.neo4j.driver.async.ResultCursor;

/** A transaction that the application ends. Its end is not stopped by cancelling: whoever asked for it would not know it. */
final class InjectedTransaction extends Queries implements AsyncTransaction {

    private final AsyncTransaction delegate;
    private final ServerTransaction transaction;

    InjectedTransaction(AsyncTransaction delegate, ServerTransaction transaction) {
        this.delegate = delegate;
        this.transaction = transaction;
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(Query query) {
        return transaction.result(() -> delegate.runAsync(query));
    }

    @Override
    public CompletionStage<Void> commitAsync() {
        return transaction.unstoppable(delegate::commitAsync);
    }

    @Override
    public CompletionStage<Void> rollbackAsync() {
        return transaction.unstoppable(delegate::rollbackAsync);
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        return transaction.unstoppable(delegate::closeAsync);
    }

    @Override
    public CompletionStage<Boolean> isOpenAsync() {
        return transaction.unstoppable(delegate::isOpenAsync);
    }
}
