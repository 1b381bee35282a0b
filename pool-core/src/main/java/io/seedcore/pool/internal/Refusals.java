package io.seedcore.pool.internal;

import io.seedcore.pool.DatabaseUnavailableException;
import io.seedcore.pool.PoolOverloadedException;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolTimeoutException;
import io.seedcore.pool.activity.Holder;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What a caller is told who gets no connection: why, with which numbers, and what to do next. */
final class Refusals {

    /** The class of the errors of callers that the pool could not keep waiting. */
    private static final String OVERLOAD = "overload";

    private final ConnectionPoolSettings settings;
    private final String prefix;
    private final Books books;
    private final PoolListener listener;
    private final Supplier<PoolStats> stats;
    private final Supplier<List<Holder>> holders;

    /** @param holders who has connections, longest first */
    Refusals(
            ConnectionPoolSettings settings,
            Books books,
            PoolListener listener,
            Supplier<PoolStats> stats,
            Supplier<List<Holder>> holders) {
        this.settings = settings;
        this.prefix = RelationalSettingCatalog.prefix(settings.name());
        this.books = books;
        this.listener = listener;
        this.stats = stats;
        this.holders = holders;
    }

    /** Nobody gave a connection back in time. */
    PoolTimeoutException full(EngineType asking, Duration waited) {
        inVain(asking, waited, "SCP-201");
        PoolStats now = stats.get();
        List<Holder> holding = holders.get();
        return new PoolTimeoutException(
                "SCP-201",
                settings.name(),
                now,
                holding,
                "pool limit of size " + now.size() + " overflow " + overflow(now) + " reached, no connection within "
                        + seconds(waited) + " s (waiting " + now.pending() + ", in use " + now.checkedOut() + "). "
                        + Holders.sentence(holding) + "Close connections sooner, or raise " + prefix
                        + "_MAX_OVERFLOW while all pools together stay below max_connections − 50.",
                null);
    }

    private void inVain(EngineType asking, Duration waited, String code) {
        books.timedOut(asking, code);
        listener.acquisitionTimedOut(settings.name(), waited);
    }

    /** A connection could have been opened, but not in the caller's time. */
    PoolTimeoutException slow(Duration waited) {
        inVain(EngineType.SYNC, waited, "SCP-202");
        PoolStats now = stats.get();
        return new PoolTimeoutException(
                "SCP-202",
                settings.name(),
                now,
                holders.get(),
                "no connection within " + seconds(waited)
                        + " s: the database takes longer than that to let us connect (in use " + now.checkedOut()
                        + " of " + now.maxSize() + ", waiting " + now.pending() + "). Raise " + prefix
                        + "_POOL_TIMEOUT, or look why connecting is slow.",
                null);
    }

    /** The database refused a connection just now. */
    DatabaseUnavailableException refused(ErrorCategory category, SQLException failure) {
        PoolStats now = stats.get();
        return unavailable(
                "SCP-202",
                category,
                Duration.ZERO,
                "the database does not let us connect (" + words(failure) + "; in use " + now.checkedOut()
                        + ", failed attempts so far " + now.failed()
                        + "). Check that it runs and that the address, user and password of " + prefix
                        + "_… are right.",
                failure);
    }

    /** The database refused before, and is given time. */
    DatabaseUnavailableException notTried(ErrorCategory category, Duration retryAfter, Throwable failure) {
        books.refused(category.label(), "SCP-210");
        SQLException cause = failure instanceof SQLException sql ? sql : new SQLException(failure);
        return unavailable(
                "SCP-210",
                category,
                retryAfter,
                "the database did not let us connect (" + words(cause) + "), and is tried again in "
                        + retryAfter.toMillis() + " ms. " + advice(category),
                cause);
    }

    private DatabaseUnavailableException unavailable(
            String code, ErrorCategory category, Duration retryAfter, String message, SQLException cause) {
        String state = cause.getSQLState();
        return new DatabaseUnavailableException(
                code,
                settings.name(),
                category,
                retryAfter,
                message,
                state == null ? "08001" : state,
                cause.getErrorCode(),
                cause);
    }

    private String advice(ErrorCategory category) {
        return switch (category) {
            case AUTHENTICATION ->
                "Check the user and password of " + prefix
                        + "_…; it is tried seldom, so that the user is not locked out.";
            case CONFIGURATION -> "Check the address of " + prefix + "_…, and that the database exists.";
            case FULL -> "Free connections on the server, or lower " + prefix + "_POOL_SIZE.";
            default -> "Nothing is to be done here once it is back: the pool finds it by itself.";
        };
    }

    /** Without the driver's text, which may name host and user; it is in the cause. */
    private static String words(SQLException failure) {
        return ConnectError.of(failure).label() + ", SQLState " + failure.getSQLState();
    }

    PoolOverloadedException tooManyWait(int most) {
        books.refused(OVERLOAD, "SCP-212");
        return new PoolOverloadedException(
                "SCP-212",
                settings.name(),
                most + " callers wait already, as many as may. " + Holders.sentence(holders.get())
                        + "Shed load before it reaches the pool, or raise " + prefix + "_MAX_WAITING.");
    }

    PoolOverloadedException deadlocked() {
        books.refused(OVERLOAD, "SCP-211");
        int max = stats.get().maxSize();
        return new PoolOverloadedException(
                "SCP-211",
                settings.name(),
                "each of the " + max + " connections is held by a thread that waits here for another one, so that none"
                        + " will come back. " + Holders.sentence(holders.get())
                        + "Use one connection per thread at a time; if a thread needs n at once, t threads need at least"
                        + " t × (n − 1) + 1 connections: " + prefix + "_POOL_SIZE and " + prefix + "_MAX_OVERFLOW.");
    }

    /** The thread's interrupt is left set. */
    SQLException interrupted() {
        return interrupted(settings.name());
    }

    static SQLException interrupted(String pool) {
        return new SQLException(
                "SCP-214 " + pool + ": interrupted while waiting for a connection. Nothing was lent.", "57014");
    }

    private static String overflow(PoolStats stats) {
        return stats.maxSize() == Integer.MAX_VALUE ? "unlimited" : Integer.toString(stats.maxSize() - stats.size());
    }

    private static String seconds(Duration time) {
        return Durations.seconds(Duration.ofMillis(time.toMillis()));
    }
}
