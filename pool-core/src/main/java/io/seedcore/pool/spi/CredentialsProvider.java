package io.seedcore.pool.spi;

import java.util.Optional;

/**
 * Knows user and password of a pool at the moment, for those that change while the application runs: short-lived
 * tokens, or a vault. Found by {@link java.util.ServiceLoader}; thread-safe.
 *
 * <p>Asked each time a pool opens a connection, and once more when the server refused what it gave, so it should keep
 * what it fetched while that is valid. Open connections live on with what they logged in with. While it throws, the pool
 * goes on with what it gave last.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The credentials to connect with now.
     *
     * @param pool the name of the pool, such as {@code postgresql}
     * @return empty where the pool's settings stand
     */
    Optional<Credentials> credentials(String pool);
}
