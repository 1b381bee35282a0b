package io.seedcore.pool.jakarta.internal.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads for where there is no managed executor. As each work has a connection, the pools bound their number; none is
 * kept for long without work.
 */
final class OwnWorkExecutor implements WorkExecutor {

    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads;

    /** @param loader the application's, in whose context work runs */
    OwnWorkExecutor(ClassLoader loader) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "seedcore-async-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> newResult() {
        return new CompletableFuture<>();
    }

    @Override
    public <T> CompletableFuture<?> then(
            CompletableFuture<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        return stage.handleAsync(
                (value, failure) -> {
                    action.accept(value, failure);
                    return true;
                },
                threads);
    }

    /** Takes no more work; what runs ends with its connection. */
    void close() {
        threads.shutdown();
    }
}
