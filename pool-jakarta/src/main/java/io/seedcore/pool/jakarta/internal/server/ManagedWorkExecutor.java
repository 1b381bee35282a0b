package io.seedcore.pool.jakarta.internal.server;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The server's managed executor, which carries the caller's context over. */
record ManagedWorkExecutor(ManagedExecutorService executor) implements WorkExecutor {

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> newResult() {
        return executor.newIncompleteFuture();
    }

    /** The context is taken now, not by whoever completes the stage. */
    @Override
    public <T> CompletableFuture<?> then(
            CompletableFuture<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        return executor.copy(stage).handleAsync((value, failure) -> {
            action.accept(value, failure);
            return true;
        });
    }
}
