package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.neo4j.GraphPoolSettings.Target;
import io.seedcore.pool.spi.Credentials;
import io.seedcore.pool.spi.CurrentCredentials;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * As whom a pool logs in. A changed password is taken up only when the server has refused the old one: the driver logs
 * open connections in anew with it, which must not happen before the server knows it. Thread-safe.
 */
final class Login implements AuthTokenManager {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long LEAST_BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final @Nullable CurrentCredentials source;
    private @Nullable Credentials presented;
    private AuthToken token;
    private int version;
    private long lastLook = System.nanoTime() - LEAST_BETWEEN_LOOKS_NANOS;

    private Login(@Nullable CurrentCredentials source) {
        this.source = source;
        this.presented = source == null ? null : source.now();
        this.token = presented == null ? AuthTokens.none() : token(presented);
    }

    static Login of(String pool, Target target) {
        return new Login(target.credentials()
                .map(login -> new CurrentCredentials(
                        pool, Credentials.of(login.user(), login.password().reveal()), target.passwordFile()))
                .orElse(null));
    }

    private static AuthToken token(Credentials credentials) {
        return AuthTokens.basic(
                credentials.user(),
                credentials.password().map(password -> password.reveal()).orElse(""));
    }

    @Override
    public synchronized CompletionStage<AuthToken> getToken() {
        return CompletableFuture.completedStage(token);
    }

    /** Never retryable for the driver: where there was another password to try, it was tried. */
    @Override
    public boolean handleSecurityException(AuthToken refused, SecurityException exception) {
        return false;
    }

    /** Whether what is presented may be other later. */
    boolean mayChange() {
        return source != null && source.mayChange();
    }

    /** Counts the changes. */
    synchronized int version() {
        return version;
    }

    /** Whether what is presented is other than at {@code seen}; looks for a change if it is not. */
    synchronized boolean isNewerThan(int seen) {
        if (version == seen && source != null && System.nanoTime() - lastLook >= LEAST_BETWEEN_LOOKS_NANOS) {
            lastLook = System.nanoTime();
            takeUp(source.now());
        }
        return version != seen;
    }

    private void takeUp(Credentials now) {
        if (!now.equals(presented)) {
            presented = now;
            token = token(now);
            version++;
        }
    }

    /**
     * Waits until what is presented is other than at {@code seen}, without holding a thread.
     *
     * @param longest zero to look once
     * @return whether it is
     */
    CompletionStage<Boolean> newerThan(int seen, Duration longest) {
        return newerThan(seen, System.nanoTime() + longest.toNanos());
    }

    private CompletionStage<Boolean> newerThan(int seen, long deadline) {
        boolean newer = isNewerThan(seen);
        if (newer || !mayChange() || System.nanoTime() - deadline >= 0) {
            return CompletableFuture.completedStage(newer);
        }
        return CompletableFuture.supplyAsync(
                        () -> newerThan(seen, deadline),
                        CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS))
                .thenCompose(later -> later);
    }
}
