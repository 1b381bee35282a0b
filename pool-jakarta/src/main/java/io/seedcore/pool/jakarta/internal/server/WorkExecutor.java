package io.seedcore.pool.jakarta.internal.server;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs work that waits for a database, on threads that nobody else waits for. Thread-safe. */
public interface WorkExecutor {

    /** An answer for the caller, whose dependents run in the caller's context where there is one. */
    <T extends @Nullable Object> CompletableFuture<T> newResult();

    /**
     * Runs {@code action} in the context of this caller once {@code stage} is complete, with its value or its failure.
     *
     * @return exceptional only where {@code action} was not run, or has thrown
     */
    <T> CompletableFuture<?> then(CompletableFuture<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> action);
}
