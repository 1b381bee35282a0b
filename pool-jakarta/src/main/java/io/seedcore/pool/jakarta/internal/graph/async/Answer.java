package io.seedcore.pool.jakarta.internal.graph.async;

import io.seedcore.pool.jakarta.internal.server.WorkExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stage for the application, made from one of the driver. The driver completes its own on a thread that serves many
 * connections; ours completes on one of the executor, in the context of whoever asked. Whoever completes it otherwise,
 * as by cancelling it, abandons what the driver does.
 */
final class Answer<T extends @Nullable Object, R extends @Nullable Object> {

    private final CompletableFuture<T> stage;
    private final Function<T, R> conversion;
    private final Consumer<CompletableFuture<T>> abandonment;
    private final CompletableFuture<R> result;
    private final Chain chain;
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private volatile boolean delivering;

    private Answer(
            CompletableFuture<T> stage,
            Function<T, R> conversion,
            Consumer<CompletableFuture<T>> abandonment,
            CompletableFuture<R> result,
            Chain chain) {
        this.stage = stage;
        this.conversion = conversion;
        this.abandonment = abandonment;
        this.result = result;
        this.chain = chain;
    }

    /**
     * Complete at once where the driver's is, as for a record that has already come.
     *
     * @param conversion may be the application's
     * @param abandonment ends what goes on for {@code stage}, or has come of it, when nobody waits for it any more; gets
     *     {@code stage}, complete or not
     */
    static <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> of(
            CompletionStage<T> stage,
            Function<T, R> conversion,
            Consumer<CompletableFuture<T>> abandonment,
            Chain chain) {
        WorkExecutor executor = chain.executor();
        CompletableFuture<R> result = executor.newResult();
        new Answer<>(stage.toCompletableFuture(), conversion, abandonment, result, chain).await(executor);
        return result;
    }

    /** What a stage failed with, without what further stages wrap it in. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void await(WorkExecutor executor) {
        if (stage.isDone()) {
            stage.whenComplete(this::deliver);
            return;
        }
        chain.opened(this);
        result.whenComplete((value, failure) -> notice());
        try {
            executor.then(stage, this::deliver).whenComplete((done, refused) -> {
                if (refused != null) {
                    refuse(refused);
                }
            });
        } catch (RuntimeException e) {
            refuse(e);
        }
    }

    /** Abandons it where it was completed from outside. */
    void notice() {
        if (result.isDone() && !delivering) {
            abandon();
        }
    }

    private void deliver(@Nullable T value, @Nullable Throwable failure) {
        delivering = true;
        if (!complete(value, failure)) {
            abandon();
        }
        chain.closed(this);
    }

    @SuppressWarnings("NullAway") // null is an answer of the driver's too: after the last record
    private boolean complete(@Nullable T value, @Nullable Throwable failure) {
        if (failure != null) {
            return result.completeExceptionally(cause(failure));
        }
        R converted;
        try {
            converted = conversion.apply(value);
        } catch (Throwable e) {
            return result.completeExceptionally(e);
        }
        return result.complete(converted);
    }

    /** The executor takes no more work. What depends on the answer runs all the same, and not on the driver's thread. */
    private void refuse(Throwable refused) {
        abandon();
        chain.closed(this);
        Thread thread = new Thread(() -> result.completeExceptionally(cause(refused)), "seedcore-async-refused");
        thread.setDaemon(true);
        thread.start();
    }

    private void abandon() {
        if (abandoned.compareAndSet(false, true)) {
            abandonment.accept(stage);
        }
    }
}
