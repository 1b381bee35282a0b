package io.seedcore.pool.neo4j.internal;

import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.neo4j.bolt.connection.AuthToken;
import org.neo4j.bolt.connection.BoltAgent;
import org.neo4j.bolt.connection.BoltConnection;
import org.neo4j.bolt.connection.BoltConnectionProvider;
import org.neo4j.bolt.connection.BoltProtocolVersion;
import org.neo4j.bolt.connection.NotificationConfig;
import org.neo4j.bolt.connection.SecurityPlan;
import org.neo4j.bolt.connection.observation.ImmutableObservation;
import org.neo4j.bolt.connection.pooled.AuthTokenManager;

/** Opens the connections of a driver, each under the guard of its pool. */
final class GuardedConnects implements BoltConnectionProvider {

    private final BoltConnectionProvider delegate;
    private final Guard guard;
    private final AuthTokenManager tokens;
    private final ConnectObserver observer;

    /** @param tokens the pool's login as the driver presents it */
    GuardedConnects(BoltConnectionProvider delegate, Guard guard, AuthTokenManager tokens, ConnectObserver observer) {
        this.delegate = delegate;
        this.guard = guard;
        this.tokens = tokens;
        this.observer = observer;
    }

    /** TLS, greeting and login together may take no longer than the connect before them. */
    @Override
    public CompletionStage<BoltConnection> connect(
            URI uri,
            String routingContextAddress,
            BoltAgent boltAgent,
            String userAgent,
            int connectTimeoutMillis,
            long initialisationTimeoutMillis,
            SecurityPlan securityPlan,
            AuthToken authToken,
            BoltProtocolVersion minVersion,
            NotificationConfig notificationConfig,
            ImmutableObservation parentObservation) {
        Function<AuthToken, CompletionStage<BoltConnection>> connect = token -> delegate.connect(
                uri,
                routingContextAddress,
                boltAgent,
                userAgent,
                connectTimeoutMillis,
                Math.min(connectTimeoutMillis, initialisationTimeoutMillis),
                securityPlan,
                token,
                minVersion,
                notificationConfig,
                parentObservation);
        LoginTrial trial = guard.trials().of(uri);
        GuardedConnect guarded = new GuardedConnect(guard, guard.circuits().of(uri), trial, tokens, connect, observer);
        return tokens.getToken()
                .thenCompose(own -> own.equals(authToken)
                        ? trial.connect(own, guarded::asPool)
                        : guarded.asSomebodyElse(authToken));
    }

    @Override
    public CompletionStage<Void> close() {
        return delegate.close();
    }
}
