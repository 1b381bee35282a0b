package io.seedcore.pool.benchmark.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that begin at the same moment. */
final class Callers {

    private Callers() {}

    /**
     * Runs {@code call} in {@code count} threads at once and waits for all results, in no order. Where one fails the
     * others, which may be waiting for it, are interrupted.
     */
    static <T> List<T> all(int count, Callable<T> call) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CompletionService<T> calls = new ExecutorCompletionService<>(threads);
            for (int caller = 0; caller < count; caller++) {
                calls.submit(() -> {
                    start.await();
                    return call.call();
                });
            }
            List<T> results = new ArrayList<>();
            for (int caller = 0; caller < count; caller++) {
                results.add(calls.take().get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
