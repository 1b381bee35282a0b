package io.seedcore.pool.config;

import io.seedcore.pool.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a pool of JDBC connections.
 *
 * @param target where to connect, and as whom
 * @param limits how many connections, and how many may wait for one
 * @param times how long anything may take; all positive unless said otherwise
 * @param behaviour how the pool treats its connections
 */
public record ConnectionPoolSettings(
        String name,
        DatabaseKind kind,
        Target target,
        Limits limits,
        Times times,
        Behaviour behaviour,
        List<EffectiveSetting> effective)
        implements PoolSettings {

    public ConnectionPoolSettings {
        effective = List.copyOf(effective);
    }

    /**
     * @param password as it was at start
     * @param passwordFile where the password came from; read again whenever a connection is opened
     * @param sslMode empty for the driver's default
     * @param sslRootCert a PEM file with the certificates to trust
     * @param directAddress where recovery and probes connect when a pooler stands between; otherwise the address
     */
    public record Target(
            DatabaseAddress address,
            String user,
            Optional<Secret> password,
            Optional<SecretFile> passwordFile,
            Optional<SslMode> sslMode,
            Optional<Path> sslRootCert,
            DatabaseAddress directAddress) {}

    /**
     * @param poolSize connections kept open
     * @param maxOverflow connections opened above that; {@link Integer#MAX_VALUE} for no limit
     * @param maxWaiting callers that may wait at once; {@link Integer#MAX_VALUE} for no limit
     */
    public record Limits(int poolSize, int maxOverflow, int maxWaiting) {

        /** The most connections there may be; {@link Integer#MAX_VALUE} for no limit. */
        public int max() {
            return maxOverflow > Integer.MAX_VALUE - poolSize ? Integer.MAX_VALUE : poolSize + maxOverflow;
        }
    }

    /**
     * @param acquisition longest wait for a connection
     * @param recycle no connection older than this is lent; empty for any age
     * @param statement default statement timeout; zero for the server's
     * @param leakThreshold a longer borrow is reported; zero for never
     * @param drain how long lent connections may finish when the pool is closed; zero for not at all
     */
    public record Times(
            Duration acquisition,
            Optional<Duration> recycle,
            Duration connect,
            Duration silence,
            Duration statement,
            Duration leakThreshold,
            Duration drain) {}

    /** @param pgBouncer whether PgBouncer in transaction mode stands between */
    public record Behaviour(
            PrePing prePing,
            StartMode start,
            SessionReset sessionReset,
            boolean pgBouncer,
            SchemaAction schemaAction) {}

    @Override
    public int size() {
        return limits.poolSize();
    }

    @Override
    public int maxSize() {
        return limits.max();
    }

    @Override
    public Duration acquisitionTimeout() {
        return times.acquisition();
    }

    @Override
    public StartMode start() {
        return behaviour.start();
    }

    @Override
    public String address() {
        return target.address().toString();
    }
}
