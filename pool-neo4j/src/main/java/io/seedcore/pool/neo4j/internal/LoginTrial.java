package io.seedcore.pool.neo4j.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.bolt.connection.AuthToken;

/**
 * Lets a login be tried by one connect alone until the server has accepted it: Neo4j locks a user out after three wrong
 * passwords, and twenty callers of a new pool would present twenty. Those who come meanwhile share a failure.
 * Thread-safe.
 */
final class LoginTrial {

    /** A password is changed at the server first, and in its file a moment later. */
    private static final long ROTATION_NANOS = TimeUnit.SECONDS.toNanos(2);

    private @Nullable AuthToken accepted;
    private boolean doubted;
    private long doubtedSince;
    private @Nullable CompletableFuture<Void> running;

    <T> CompletionStage<T> connect(AuthToken token, Supplier<CompletionStage<T>> attempt) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> others = begin(token, own);
        if (others != null) {
            return others.thenCompose(succeeded -> attempt.get());
        }
        return CompletableFuture.completedStage(token)
                .thenCompose(mine -> attempt.get())
                .whenComplete((connection, failure) -> end(own, failure));
    }

    /** @return what to wait for first; null for nothing */
    private synchronized @Nullable CompletableFuture<Void> begin(AuthToken token, CompletableFuture<Void> own) {
        if (token.equals(accepted) && !doubted) {
            return null;
        }
        if (running == null) {
            running = own;
            return null;
        }
        return running;
    }

    private void end(CompletableFuture<Void> own, @Nullable Throwable failure) {
        synchronized (this) {
            if (running == own) {
                running = null;
            }
        }
        if (failure == null) {
            own.complete(null);
        } else {
            own.completeExceptionally(failure);
        }
    }

    /** The server let somebody in with {@code token}. */
    synchronized void accepted(AuthToken token) {
        accepted = token;
        doubted = false;
    }

    /**
     * The server did not let somebody in with {@code token}. All who presented it together are told the same.
     *
     * @return how long to wait for another one: zero unless the server had accepted {@code token} until lately, so that it
     *     is just being changed
     */
    synchronized Duration refused(AuthToken token) {
        if (!token.equals(accepted)) {
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        if (!doubted) {
            doubted = true;
            doubtedSince = now;
        }
        return Duration.ofNanos(Math.max(0, doubtedSince + ROTATION_NANOS - now));
    }
}
