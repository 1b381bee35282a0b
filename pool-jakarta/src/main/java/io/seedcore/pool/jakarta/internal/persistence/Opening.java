package io.seedcore.pool.jakarta.internal.persistence;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made on first use. Callers that come while it is being made share the attempt, also when it fails;
 * the next one tries again. Thread-safe.
 */
final class Opening<T> {

    private final Supplier<T> open;
    private final AtomicReference<@Nullable CompletableFuture<T>> attempt = new AtomicReference<>();
    private volatile @Nullable Thread opener;

    Opening(Supplier<T> open) {
        this.open = open;
    }

    T get() {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> running = attempt.compareAndExchange(null, mine);
        return running == null ? make(mine) : join(running);
    }

    private T make(CompletableFuture<T> mine) {
        opener = Thread.currentThread();
        try {
            T made = open.get();
            mine.complete(made);
            return made;
        } catch (RuntimeException | Error e) {
            attempt.compareAndSet(mine, null);
            mine.completeExceptionally(e);
            throw e;
        } finally {
            opener = null;
        }
    }

    private T join(CompletableFuture<T> running) {
        if (opener == Thread.currentThread()) {
            throw new IllegalStateException("It is used while it is being opened, by what is opened with it");
        }
        try {
            return running.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The value if it has been made, after waiting where it is being made; from now on none is made. */
    @Nullable
    T end() {
        CompletableFuture<T> never = new CompletableFuture<>();
        never.completeExceptionally(new CancellationException("The application is stopping"));
        CompletableFuture<T> last = attempt.getAndSet(never);
        try {
            return last == null ? null : last.join();
        } catch (CompletionException | CancellationException e) {
            return null;
        }
    }
}
