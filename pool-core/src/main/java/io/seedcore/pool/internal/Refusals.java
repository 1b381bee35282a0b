package io.seedcore.pool.internal;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolTimeoutException;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.event.ConnectError;
import java.sql.SQLException;

/** What a caller is told that waited for a connection in vain: why, with which numbers, and what to do next. */
final class Timeouts {

    private Timeouts() {}

    /** The limit was reached, and nobody gave a connection back. */
    static PoolTimeoutException full(ConnectionPoolSettings settings, PoolStats stats, SQLException cause) {
        String overflow =
                stats.maxSize() == Integer.MAX_VALUE ? "unlimited" : Integer.toString(stats.maxSize() - stats.size());
        return new PoolTimeoutException(
                "SCP-201",
                settings.name(),
                stats,
                "pool limit of size " + stats.size() + " overflow " + overflow + " reached, " + waited(settings)
                        + " (waiting " + stats.pending() + ", in use " + stats.checkedOut()
                        + "). Close connections sooner, or raise " + prefix(settings)
                        + "_MAX_OVERFLOW while all pools together stay below max_connections − 50.",
                cause);
    }

    /** Connections could not be opened. */
    static PoolTimeoutException refused(ConnectionPoolSettings settings, PoolStats stats, SQLException failure) {
        return new PoolTimeoutException(
                "SCP-202",
                settings.name(),
                stats,
                waited(settings) + ": the database does not let us connect ("
                        + ConnectError.of(failure).label() + ", SQLState " + failure.getSQLState() + "; in use "
                        + stats.checkedOut() + ", failed attempts so far " + stats.failed()
                        + "). Check that it runs and that the address, user and password of " + prefix(settings)
                        + "_… are right.",
                failure);
    }

    /** Connections were still being opened. */
    static PoolTimeoutException slow(ConnectionPoolSettings settings, PoolStats stats, SQLException cause) {
        return new PoolTimeoutException(
                "SCP-202",
                settings.name(),
                stats,
                waited(settings) + ": the database takes longer than that to let us connect (in use "
                        + stats.checkedOut() + " of " + stats.maxSize() + ", waiting " + stats.pending()
                        + "). Raise " + prefix(settings) + "_POOL_TIMEOUT, or look why connecting is slow.",
                cause);
    }

    private static String waited(ConnectionPoolSettings settings) {
        return "no connection within " + Durations.seconds(settings.times().acquisition()) + " s";
    }

    private static String prefix(ConnectionPoolSettings settings) {
        return RelationalSettingCatalog.prefix(settings.name());
    }
}
