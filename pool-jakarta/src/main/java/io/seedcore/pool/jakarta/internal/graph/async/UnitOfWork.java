package io.seedcore.pool.jakarta.internal.graph.async;

import io.seedcore.pool.jakarta.internal.server.WorkExecutor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.async.AsyncTransactionCallback;
import org.neo4j.driver.async.AsyncTransactionContext;

/**
 * What the driver calls for each attempt of a unit of work, on its own thread: it lets the application's work run on the
 * executor, in the context of whoever asked for it, and waits for nothing. Once cancelled, it attempts no more.
 */
final class UnitOfWork<T> implements AsyncTransactionCallback<CompletionStage<T>> {

    private final AsyncTransactionCallback<CompletionStage<T>> work;
    private final ServerTransaction transaction;
    private volatile CompletableFuture<Attempt<T>> next = new CompletableFuture<>();
    private volatile @Nullable Attempt<T> current;
    private volatile boolean cancelled;

    /** To be called by whoever asks for the work, whose context is taken. */
    UnitOfWork(AsyncTransactionCallback<CompletionStage<T>> work, ServerTransaction transaction) {
        this.work = work;
        this.transaction = transaction;
        await(transaction.chain().executor(), next);
    }

    @Override
    public CompletionStage<T> execute(AsyncTransactionContext context) {
        Attempt<T> attempt = new Attempt<>(new InjectedTransactionContext(context, transaction));
        current = attempt;
        if (cancelled) {
            attempt.cancel();
        } else {
            next.complete(attempt);
        }
        return attempt.result;
    }

    /** Ends the attempt that is under way, with which the driver rolls back. */
    void cancel() {
        cancelled = true;
        Attempt<T> running = current;
        if (running != null) {
            running.cancel();
        }
    }

    private void await(WorkExecutor executor, CompletableFuture<Attempt<T>> awaited) {
        executor.then(awaited, (attempt, failure) -> run(executor, awaited.join()))
                .whenComplete((done, refused) -> {
                    if (refused != null) {
                        awaited.thenAccept(attempt -> attempt.result.completeExceptionally(Answer.cause(refused)));
                    }
                });
    }

    /** The context is here, and not on the driver's thread, so it is here that it is taken for a further attempt. */
    private void run(WorkExecutor executor, Attempt<T> attempt) {
        next = new CompletableFuture<>();
        await(executor, next);
        attempt.run(work, transaction.chain());
    }

    private static final class Attempt<T> {

        private final AsyncTransactionContext context;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Attempt(AsyncTransactionContext context) {
            this.context = context;
        }

        void run(AsyncTransactionCallback<CompletionStage<T>> work, Chain chain) {
            CompletionStage<T> stage;
            try {
                stage = work.execute(context);
            } catch (Throwable e) {
                result.completeExceptionally(e);
                return;
            }
            answer(stage == null ? CompletableFuture.completedFuture(null) : stage, chain);
        }

        /** The driver ends the transaction then, which it cannot while one of its statements is still to be ended. */
        private void answer(CompletionStage<T> stage, Chain chain) {
            stage.whenComplete((value, failure) -> chain.quiet().thenRun(() -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(Answer.cause(failure));
                }
            }));
        }

        void cancel() {
            result.completeExceptionally(new CancellationException("the stage of this unit of work was cancelled"));
        }
    }
}
