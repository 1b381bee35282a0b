package io.seedcore.pool.neo4j;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.EffectiveSetting;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.PrePing;
import io.seedcore.pool.config.Secret;
import io.seedcore.pool.config.SecretFile;
import io.seedcore.pool.config.StartMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a pool of Bolt connections.
 *
 * @param target where to connect, and as whom
 * @param poolSize the most connections, for a cluster to each of its members
 * @param times how long anything may take
 * @param behaviour how the driver treats its connections
 */
public record GraphPoolSettings(
        String name, Target target, int poolSize, Times times, Behaviour behaviour, List<EffectiveSetting> effective)
        implements PoolSettings {

    public GraphPoolSettings {
        effective = List.copyOf(effective);
    }

    /**
     * @param credentials as they were at start; empty for a server without authentication
     * @param passwordFile where the password came from; read again when the server refuses the password
     * @param database empty for the user's home database
     */
    public record Target(
            GraphAddress address,
            Optional<Credentials> credentials,
            Optional<SecretFile> passwordFile,
            Optional<String> database,
            Encryption encryption) {}

    public record Credentials(String user, Secret password) {}

    /** @param rootCertificates a PEM file with the certificates to trust; empty for the JVM's */
    public record Encryption(Mode mode, Optional<Path> rootCertificates) {

        /** How far a connection is encrypted. */
        public enum Mode {
            OFF,
            /** Encrypted, certificate not checked. */
            UNVERIFIED,
            /** Certificate and host name checked. */
            VERIFIED
        }
    }

    /**
     * @param acquisition longest wait for a connection
     * @param connect longest time to open one
     * @param lifetime no connection older than this is lent; empty for any age
     * @param retry how long the driver repeats a transaction function that failed in a passing way; zero for not at all
     * @param drain how long lent connections may finish when the pool is closed; zero for not at all
     */
    public record Times(
            Duration acquisition, Duration connect, Optional<Duration> lifetime, Duration retry, Duration drain) {}

    /** @param fetchSize records fetched at once; -1 for all */
    public record Behaviour(PrePing prePing, StartMode start, int fetchSize) {}

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.NEO4J;
    }

    @Override
    public int size() {
        return poolSize;
    }

    @Override
    public int maxSize() {
        return poolSize;
    }

    @Override
    public Duration acquisitionTimeout() {
        return times.acquisition();
    }

    @Override
    public StartMode start() {
        return behaviour.start();
    }

    /** Such as {@code neo4j+s://graph:7687/shop}; without a database where the user's home database is used. */
    @Override
    public String address() {
        return target.address()
                + target.database().map(database -> "/" + database).orElse("");
    }
}
