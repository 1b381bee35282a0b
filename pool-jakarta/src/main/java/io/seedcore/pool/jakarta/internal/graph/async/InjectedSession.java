package io.seedcore.pool.jakarta.internal.graph.async;

import io.seedcore.pool.jakarta.internal.server.WorkExecutor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.neo4j.driver.Bookmark;
import org.neo4j.driver.Query;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.AsyncTransaction;
import org.neo4j.driver.async.AsyncTransactionCallback;
import org.neo4j.driver.async.ResultCursor;

/**
 * A session of the driver whose stages complete on the application's threads and end, when cancelled, what runs in the
 * server. For one chain of queries at a time, as the driver's.
 */
public final class InjectedSession extends Queries implements AsyncSession {

    private final AsyncSession delegate;
    private final Chain chain;

    /** @param executors where the application works, looked up at each use */
    public InjectedSession(AsyncSession delegate, Terminations terminations, Supplier<WorkExecutor> executors) {
        this.delegate = delegate;
        this.chain = new Chain(terminations, executors);
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(Query query) {
        return runAsync(query, TransactionConfig.empty());
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(String query, TransactionConfig config) {
        return runAsync(new Query(query), config);
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(
            String query, Map<String, Object> parameters, TransactionConfig config) {
        return runAsync(new Query(query, parameters), config);
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(Query query, TransactionConfig config) {
        ServerTransaction transaction = chain.transaction();
        return transaction.result(() -> delegate.runAsync(query, transaction.marked(config)));
    }

    @Override
    public CompletionStage<AsyncTransaction> beginTransactionAsync() {
        return beginTransactionAsync(TransactionConfig.empty());
    }

    /** One that has begun when nobody wants it any more is rolled back. */
    @Override
    public CompletionStage<AsyncTransaction> beginTransactionAsync(TransactionConfig config) {
        ServerTransaction transaction = chain.transaction();
        return transaction.answer(
                () -> delegate.beginTransactionAsync(transaction.marked(config)),
                begun -> new InjectedTransaction(begun, transaction),
                stage -> chain.abandon(stage.thenCompose(AsyncTransaction::closeAsync)));
    }

    @Override
    public <T> CompletionStage<T> executeReadAsync(
            AsyncTransactionCallback<CompletionStage<T>> work, TransactionConfig config) {
        return execute(delegate::executeReadAsync, work, config);
    }

    @Override
    public <T> CompletionStage<T> executeWriteAsync(
            AsyncTransactionCallback<CompletionStage<T>> work, TransactionConfig config) {
        return execute(delegate::executeWriteAsync, work, config);
    }

    private <T> CompletionStage<T> execute(
            Attempts<T> attempts, AsyncTransactionCallback<CompletionStage<T>> work, TransactionConfig config) {
        ServerTransaction transaction = chain.transaction();
        UnitOfWork<T> unit = new UnitOfWork<>(work, transaction);
        return transaction.answer(() -> attempts.of(unit, transaction.marked(config)), Function.identity(), stage -> {
            unit.cancel();
            transaction.end(stage);
        });
    }

    /** How the driver attempts a unit of work. */
    private interface Attempts<T> {
        CompletionStage<T> of(AsyncTransactionCallback<CompletionStage<T>> work, TransactionConfig config);
    }

    @Override
    public Set<Bookmark> lastBookmarks() {
        return delegate.lastBookmarks();
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        return chain.transaction().unstoppable(delegate::closeAsync);
    }
}
