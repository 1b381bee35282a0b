package io.seedcore.pool.neo4j.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.bolt.connection.AuthToken;

/**
 * Keeps a user from being locked out, which Neo4j does after three wrong passwords: a login is tried by one connect alone
 * until the server has accepted it, and those who come meanwhile share a failure; one that was accepted and may change is
 * presented by two at once at most, so that a change costs two refusals, however many connect. Thread-safe.
 */
final class LoginTrial {

    /** A password is changed at the server first, and in its file a moment later. */
    private static final long ROTATION_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int MOST_WHERE_IT_MAY_CHANGE = 2;

    private final int mostUnderWay;
    private final Queue<CompletableFuture<Void>> line = new ArrayDeque<>();
    private int underWay;
    private @Nullable AuthToken accepted;
    private boolean doubted;
    private long doubtedSince;
    private @Nullable CompletableFuture<Void> trial;

    /** @param mayChange whether the login may be another one later */
    LoginTrial(boolean mayChange) {
        this.mostUnderWay = mayChange ? MOST_WHERE_IT_MAY_CHANGE : Integer.MAX_VALUE;
    }

    <T> CompletionStage<T> connect(AuthToken token, Supplier<CompletionStage<T>> attempt) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        return isPlaceFor(token, own) ? own.thenCompose(place -> inPlace(token, attempt)) : alone(token, attempt);
    }

    private synchronized boolean isAccepted(AuthToken token) {
        return token.equals(accepted) && !doubted;
    }

    /**
     * While a login is in doubt, those who have just presented it may learn of another one; who comes meanwhile must not
     * present it once more.
     *
     * @return whether {@code own} is, or will be, among those under way, and completed then
     */
    private synchronized boolean isPlaceFor(AuthToken token, CompletableFuture<Void> own) {
        if (!token.equals(accepted) || doubted && underWay == 0) {
            return false;
        }
        if (!doubted && underWay < mostUnderWay) {
            underWay++;
            own.complete(null);
        } else {
            line.add(own);
        }
        return true;
    }

    private <T> CompletionStage<T> alone(AuthToken token, Supplier<CompletionStage<T>> attempt) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> others = beginTrial(own);
        return others == null
                ? ended(attempt, failure -> endTrial(own, failure))
                : others.thenCompose(succeeded -> connect(token, attempt));
    }

    /** @return what to wait for first; null for nothing */
    private synchronized @Nullable CompletableFuture<Void> beginTrial(CompletableFuture<Void> own) {
        CompletableFuture<Void> running = trial;
        if (running == null) {
            trial = own;
        }
        return running;
    }

    /** The login may have been refused to those before. */
    private <T> CompletionStage<T> inPlace(AuthToken token, Supplier<CompletionStage<T>> attempt) {
        if (isAccepted(token)) {
            return ended(attempt, failure -> leave());
        }
        leave();
        return alone(token, attempt);
    }

    private static <T> CompletionStage<T> ended(
            Supplier<CompletionStage<T>> attempt, Consumer<@Nullable Throwable> afterwards) {
        return CompletableFuture.completedStage(attempt)
                .thenCompose(Supplier::get)
                .whenComplete((connection, failure) -> afterwards.accept(failure));
    }

    /** Gives the place to the next, on another thread: a long line of attempts that fail at once would nest. */
    private void leave() {
        CompletableFuture<Void> next;
        synchronized (this) {
            next = line.poll();
            if (next == null) {
                underWay--;
            }
        }
        if (next != null) {
            next.completeAsync(() -> null);
        }
    }

    private void endTrial(CompletableFuture<Void> own, @Nullable Throwable failure) {
        synchronized (this) {
            trial = null;
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
