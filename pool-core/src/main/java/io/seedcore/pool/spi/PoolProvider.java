package io.seedcore.pool.spi;

import io.seedcore.pool.Pool;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.event.PoolListener;
import java.util.List;
import java.util.Optional;

/**
 * Pools for some kinds of database. Found by {@link java.util.ServiceLoader}; stateless and thread-safe.
 *
 * <p>Of all providers, one at most may claim a name: that for whose kind the name has an address.
 */
public interface PoolProvider {

    /**
     * Reads the settings of the database called {@code name}. What is wrong is noted in {@code reader}, never thrown.
     *
     * @param name {@code postgresql}, {@code mysql}, {@code neo4j} or a further one
     * @param reader a section of its own, whose effective settings become those of the pool
     * @return empty where {@code name} has no address, or one of another kind
     */
    Optional<PoolSettings> read(String name, SettingsReader reader);

    /** Whether {@link #open} takes {@code settings}. */
    boolean supports(PoolSettings settings);

    /**
     * Opens a pool without connecting.
     *
     * @param application what is set for all pools alike
     * @param beans by which callers are named, as far as they are known by then
     */
    Pool open(PoolSettings settings, ApplicationSettings application, BeanClasses beans, PoolListener listener);

    /** The variables of a database called {@code name}; empty where this provider would never claim the name. */
    List<Setting<?>> settings(String name);
}
