package io.seedcore.pool.jakarta.internal.graph.async;

import io.seedcore.pool.jakarta.internal.server.WorkExecutor;
import io.seedcore.pool.neo4j.TransactionMark;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one session does, one after the other. An answer that was cancelled keeps the driver busy until the server has
 * ended what it is for. What is asked for meanwhile begins afterwards, since the driver would refuse it. Thread-safe.
 */
final class Chain {

    private final Terminations terminations;
    private final Supplier<WorkExecutor> executors;
    private final Set<Answer<?, ?>> open = ConcurrentHashMap.newKeySet();
    private CompletableFuture<?> abandoned = CompletableFuture.completedFuture(null);

    /** @param executors where the application works, looked up at each use */
    Chain(Terminations terminations, Supplier<WorkExecutor> executors) {
        this.terminations = terminations;
        this.executors = executors;
    }

    WorkExecutor executor() {
        return executors.get();
    }

    /** A transaction that has not begun yet. */
    ServerTransaction transaction() {
        return new ServerTransaction(TransactionMark.unique(), this);
    }

    /** Calls the driver: now, or when it is done with what was cancelled, and then in the order in which it was asked for. */
    <T extends @Nullable Object> CompletionStage<T> next(Supplier<CompletionStage<T>> call) {
        return quiet().isDone() ? call.get() : later(call);
    }

    private synchronized <T extends @Nullable Object> CompletionStage<T> later(Supplier<CompletionStage<T>> call) {
        CompletableFuture<CompletionStage<T>> begun = abandoned.thenApply(done -> call.get());
        abandoned = begun.handle((stage, failure) -> true);
        return begun.thenCompose(Function.identity());
    }

    /**
     * Complete, never exceptionally, when the driver is done with what was cancelled up to now. What the application does
     * about a cancelled answer may come before the answer itself has noticed, so each is looked at.
     */
    CompletableFuture<?> quiet() {
        open.forEach(Answer::notice);
        synchronized (this) {
            return abandoned;
        }
    }

    void opened(Answer<?, ?> answer) {
        open.add(answer);
    }

    void closed(Answer<?, ?> answer) {
        open.remove(answer);
    }

    /** Lets the next call wait for {@code ended}. */
    synchronized void abandon(CompletableFuture<?> ended) {
        abandoned = CompletableFuture.allOf(abandoned, ended.handle((value, failure) -> true));
    }

    /** The same, and ends the transaction with this mark. */
    void end(TransactionMark mark, CompletableFuture<?> ended) {
        abandon(ended);
        terminations.end(mark, ended);
    }
}
