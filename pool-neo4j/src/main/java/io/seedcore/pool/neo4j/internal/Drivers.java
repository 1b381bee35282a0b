package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.config.PrePing;
import io.seedcore.pool.neo4j.GraphAddress;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import io.seedcore.pool.neo4j.GraphPoolSettings.Encryption;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Config;
import org.neo4j.driver.Config.ConfigBuilder;
import org.neo4j.driver.Config.TrustStrategy;
import org.neo4j.driver.Driver;
import org.neo4j.driver.SessionConfig;

/** Opens drivers as the settings of one pool say. Opening connects to nothing. */
final class Drivers {

    private static final long ALWAYS_TEST = 0;
    private static final long NEVER_TEST = -1;
    private static final long TEST_AFTER_MILLIS = 500;
    private static final long ANY_AGE = -1;
    private static final int MOST_FOR_DECISIONS = 8;

    private final GraphPoolSettings settings;
    private final Guard guard;

    Drivers(GraphPoolSettings settings, Guard guard) {
        this.settings = settings;
        this.guard = guard;
    }

    /** The driver that applications use. */
    Driver open(DriverObserver observer, AcquisitionAdvice advice) {
        Config config = common("")
                .withMaxConnectionPoolSize(settings.poolSize())
                .withConnectionAcquisitionTimeout(millis(settings.times().acquisition()), TimeUnit.MILLISECONDS)
                .withConnectionLivenessCheckTimeout(
                        idleBeforeTest(settings.behaviour().prePing()), TimeUnit.MILLISECONDS)
                .withObservationProvider(observer)
                .build();
        return driver(new GuardedDriverFactory(guard, observer, advice), config);
    }

    /**
     * A driver with a single connection that asks whether the database answers while all others are lent. It tests that
     * connection each time: one that a restart of the server broke says nothing about the server.
     */
    Driver openControl(AcquisitionAdvice advice) {
        return openBeside("control", 1, ALWAYS_TEST, advice);
    }

    /** A driver with a few connections for recovery and for what is asked about decisions. */
    Driver openForDecisions(AcquisitionAdvice advice) {
        return openBeside("decisions", MOST_FOR_DECISIONS, TEST_AFTER_MILLIS, advice);
    }

    private Driver openBeside(String role, int connections, long idleBeforeTestMillis, AcquisitionAdvice advice) {
        Config config = common(" (" + role + ")")
                .withMaxConnectionPoolSize(connections)
                .withEventLoopThreads(1)
                .withConnectionAcquisitionTimeout(millis(settings.times().connect()), TimeUnit.MILLISECONDS)
                .withConnectionLivenessCheckTimeout(idleBeforeTestMillis, TimeUnit.MILLISECONDS)
                .build();
        return driver(new GuardedDriverFactory(guard, ConnectObserver.NONE, advice), config);
    }

    /** What every session of this pool is opened with. */
    SessionConfig.Builder session() {
        SessionConfig.Builder session = SessionConfig.builder();
        settings.target().database().ifPresent(session::withDatabase);
        return session;
    }

    private ConfigBuilder common(String role) {
        ConfigBuilder config = Config.builder()
                .withUserAgent(userAgent() + role)
                .withConnectionTimeout(millis(settings.times().connect()), TimeUnit.MILLISECONDS)
                .withMaxConnectionLifetime(
                        settings.times().lifetime().map(Drivers::millis).orElse(ANY_AGE), TimeUnit.MILLISECONDS)
                .withMaxTransactionRetryTime(millis(settings.times().retry()), TimeUnit.MILLISECONDS)
                .withFetchSize(settings.behaviour().fetchSize());
        encrypt(config, settings.target().encryption());
        return config;
    }

    private static void encrypt(ConfigBuilder config, Encryption encryption) {
        switch (encryption.mode()) {
            case OFF -> config.withoutEncryption();
            case UNVERIFIED -> config.withEncryption().withTrustStrategy(TrustStrategy.trustAllCertificates());
            case VERIFIED ->
                config.withEncryption()
                        .withTrustStrategy(encryption
                                .rootCertificates()
                                .map(file -> TrustStrategy.trustCustomCertificateSignedBy(new File(file.toUri())))
                                .orElseGet(TrustStrategy::trustSystemCertificates));
        }
    }

    private Driver driver(GuardedDriverFactory factory, Config config) {
        return factory.newInstance(uri(settings.target().address()), guard.login(), null, config);
    }

    /** The driver takes no root certificate together with a +s scheme, so all of them are said in its configuration. */
    private static URI uri(GraphAddress address) {
        String query = address.routingContext().isEmpty() ? "" : "?" + address.routingContext();
        return URI.create(
                (address.routed() ? "neo4j" : "bolt") + "://" + address.host() + ":" + address.port() + query);
    }

    private static long idleBeforeTest(PrePing prePing) {
        return switch (prePing) {
            case TRUE -> TEST_AFTER_MILLIS;
            case FALSE -> NEVER_TEST;
            case ALWAYS -> ALWAYS_TEST;
        };
    }

    private static long millis(Duration time) {
        return time.toMillis();
    }

    /** How the server sees our drivers, but for their role. */
    static String userAgent() {
        String version = Drivers.class.getPackage().getImplementationVersion();
        return "seedcore-pool/" + Objects.requireNonNullElse(version, "unpackaged");
    }
}
