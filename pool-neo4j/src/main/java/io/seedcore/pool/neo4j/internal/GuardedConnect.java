package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.resilience.Circuit;
import io.seedcore.pool.resilience.Permit;
import io.seedcore.pool.resilience.RefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.bolt.connection.AuthToken;
import org.neo4j.bolt.connection.BoltConnection;
import org.neo4j.bolt.connection.exception.BoltConnectionInitialisationTimeoutException;
import org.neo4j.bolt.connection.exception.BoltServiceUnavailableException;
import org.neo4j.bolt.connection.pooled.AuthTokenManager;

/**
 * One connect: one permit of the server's circuit, one attempt, one result. Where the password was refused and has
 * changed meanwhile, a second attempt with the new one, unseen by the caller.
 */
final class GuardedConnect {

    private final Guard guard;
    private final Circuit circuit;
    private final LoginTrial trial;
    private final AuthTokenManager tokens;
    private final Function<AuthToken, CompletionStage<BoltConnection>> connect;
    private final ConnectObserver observer;
    private volatile boolean again;

    GuardedConnect(
            Guard guard,
            Circuit circuit,
            LoginTrial trial,
            AuthTokenManager tokens,
            Function<AuthToken, CompletionStage<BoltConnection>> connect,
            ConnectObserver observer) {
        this.guard = guard;
        this.circuit = circuit;
        this.trial = trial;
        this.tokens = tokens;
        this.connect = connect;
        this.observer = observer;
    }

    /** Connects with the pool's login as it is now. */
    CompletionStage<BoltConnection> asPool() {
        int version = guard.login().version();
        Permit permit;
        try {
            permit = circuit.permit();
        } catch (RefusedException e) {
            return e.refusal().category() == ErrorCategory.AUTHENTICATION
                            && guard.login().isNewerThan(version)
                    ? onceMore()
                    : CompletableFuture.failedStage(new RefusedConnection(e));
        }
        return tokens.getToken()
                .thenCompose(token -> attempt(
                        token,
                        permit,
                        (category, failure) -> category == ErrorCategory.AUTHENTICATION
                                ? refused(token, version, permit, failure)
                                : failed(permit, category, failure)));
    }

    /** A login given for one session says nothing of the pool's, whatever comes of it. */
    CompletionStage<BoltConnection> asSomebodyElse(AuthToken token) {
        try {
            Permit permit = circuit.permit();
            return attempt(token, permit, (category, failure) -> {
                if (category != ErrorCategory.AUTHENTICATION) {
                    return failed(permit, category, failure);
                }
                permit.abandoned();
                return CompletableFuture.failedStage(failure);
            });
        } catch (RefusedException e) {
            return CompletableFuture.failedStage(new RefusedConnection(e));
        }
    }

    private CompletionStage<BoltConnection> attempt(AuthToken token, Permit permit, Reaction onFailure) {
        long start = System.nanoTime();
        return CompletableFuture.completedStage(token)
                .thenCompose(connect)
                .handle((connection, thrown) -> {
                    if (thrown == null) {
                        permit.succeeded();
                        trial.accepted(token);
                        return CompletableFuture.completedStage(connection);
                    }
                    Throwable failure = cause(thrown);
                    observer.failed(failure, Duration.ofNanos(System.nanoTime() - start));
                    return onFailure.to(DatabaseError.whileConnecting(failure).category(), failure);
                })
                .thenCompose(result -> result);
    }

    private CompletionStage<BoltConnection> refused(AuthToken token, int version, Permit permit, Throwable failure) {
        return guard.login().newerThan(version, trial.refused(token)).thenCompose(newer -> {
            if (!newer || again) {
                return failed(permit, ErrorCategory.AUTHENTICATION, failure);
            }
            permit.abandoned();
            return onceMore();
        });
    }

    private CompletionStage<BoltConnection> onceMore() {
        again = true;
        guard.circuits().loginChanged();
        return asPool();
    }

    /** What no server and no network said, such as a driver that is closed, is no failure of the database. */
    private static CompletionStage<BoltConnection> failed(Permit permit, ErrorCategory category, Throwable failure) {
        if (category == ErrorCategory.QUERY) {
            permit.abandoned();
        } else {
            permit.failed(category, failure);
        }
        return CompletableFuture.failedStage(failure);
    }

    /** The driver would call a connect that took too long a wait for the pool. */
    private static Throwable cause(Throwable thrown) {
        @Nullable Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof BoltConnectionInitialisationTimeoutException late
                ? new BoltServiceUnavailableException("The server accepted the connection and did not answer", late)
                : cause == null ? thrown : cause;
    }

    private interface Reaction {

        CompletionStage<BoltConnection> to(ErrorCategory category, Throwable failure);
    }
}
