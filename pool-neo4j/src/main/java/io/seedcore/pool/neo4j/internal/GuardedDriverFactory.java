package io.seedcore.pool.neo4j.internal;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.bolt.connection.BoltAgent;
import org.neo4j.bolt.connection.BoltConnectionProvider;
import org.neo4j.bolt.connection.BoltConnectionProviderFactory;
import org.neo4j.bolt.connection.BoltConnectionSource;
import org.neo4j.bolt.connection.LoggingProvider;
import org.neo4j.bolt.connection.NotificationConfig;
import org.neo4j.bolt.connection.RoutedBoltConnectionParameters;
import org.neo4j.bolt.connection.observation.ObservationProvider;
import org.neo4j.bolt.connection.pooled.AuthTokenManager;
import org.neo4j.bolt.connection.pooled.SecurityPlanSupplier;
import org.neo4j.bolt.connection.routed.Rediscovery;
import org.neo4j.bolt.connection.values.ValueFactory;
import org.neo4j.driver.Config;
import org.neo4j.driver.internal.DriverFactory;
import org.neo4j.driver.internal.adaptedbolt.BoltObservationProvider;
import org.neo4j.driver.internal.boltlistener.BoltConnectionListener;

/**
 * Makes drivers that open connections under the guard of a pool, and say what is to be done when none can be had. Stands
 * on the driver's inner classes, because its public ones know nothing below a session.
 */
final class GuardedDriverFactory extends DriverFactory {

    private final Guard guard;
    private final ConnectObserver observer;
    private final AcquisitionAdvice advice;

    GuardedDriverFactory(Guard guard, ConnectObserver observer, AcquisitionAdvice advice) {
        this.guard = guard;
        this.observer = observer;
        this.advice = advice;
    }

    @Override
    protected BoltConnectionSource<RoutedBoltConnectionParameters> createBoltConnectionSource(
            URI uri,
            Config config,
            @Nullable ScheduledExecutorService eventLoopGroup,
            @Nullable Supplier<Rediscovery> rediscoverySupplier,
            BoltConnectionListener boltConnectionListener,
            BoltAgent boltAgent,
            String userAgent,
            int connectTimeoutMillis,
            BoltObservationProvider observationProvider,
            Clock clock,
            AuthTokenManager authTokenManager,
            SecurityPlanSupplier securityPlanSupplier,
            NotificationConfig notificationConfig,
            BoltConnectionProviderFactory boltConnectionProviderFactory) {
        return new AdvisedSource(
                super.createBoltConnectionSource(
                        uri,
                        config,
                        eventLoopGroup,
                        rediscoverySupplier,
                        boltConnectionListener,
                        boltAgent,
                        userAgent,
                        connectTimeoutMillis,
                        observationProvider,
                        clock,
                        authTokenManager,
                        securityPlanSupplier,
                        notificationConfig,
                        new Guarding(boltConnectionProviderFactory, authTokenManager)),
                advice);
    }

    private final class Guarding implements BoltConnectionProviderFactory {

        private final BoltConnectionProviderFactory delegate;
        private final AuthTokenManager tokens;

        Guarding(BoltConnectionProviderFactory delegate, AuthTokenManager tokens) {
            this.delegate = delegate;
            this.tokens = tokens;
        }

        @Override
        public boolean supports(String scheme) {
            return delegate.supports(scheme);
        }

        @Override
        public BoltConnectionProvider create(
                LoggingProvider loggingProvider,
                ValueFactory valueFactory,
                ObservationProvider observationProvider,
                Map<String, ?> additionalConfig) {
            return new GuardedConnects(
                    delegate.create(loggingProvider, valueFactory, observationProvider, additionalConfig),
                    guard,
                    tokens,
                    observer);
        }
    }
}
