package io.seedcore.pool.config;

import io.seedcore.pool.DatabaseKind;
import java.time.Duration;
import java.util.List;

/** What every kind of pool is configured with. Implementations are records, checked when they are read. */
public interface PoolSettings {

    String name();

    DatabaseKind kind();

    /** Connections kept open. */
    int size();

    /** The most connections open at once; {@link Integer#MAX_VALUE} for no limit. */
    int maxSize();

    /** Longest wait for a connection. */
    Duration acquisitionTimeout();

    /** When the pool connects for the first time. */
    StartMode start();

    /** Host, port and database without user and secret, such as {@code postgresql://db:5432/shop}. */
    String address();

    /** Everything in force, with where it came from; secrets masked. */
    List<EffectiveSetting> effective();
}
