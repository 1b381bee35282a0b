package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.neo4j.GraphAccessException;
import io.seedcore.pool.neo4j.GraphAcquisitionException;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import io.seedcore.pool.neo4j.GraphUnavailableException;
import io.seedcore.pool.resilience.Refusal;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.neo4j.bolt.connection.exception.BoltTransientException;

/** What a caller is told who gets no connection: why, with which numbers, and what to do next. */
final class AcquisitionAdvice {

    private final GraphPoolSettings settings;
    private final Supplier<PoolStats> stats;

    AcquisitionAdvice(GraphPoolSettings settings, Supplier<PoolStats> stats) {
        this.settings = settings;
        this.stats = stats;
    }

    /** Of what the driver's pool fails with, what says more; all else is handed on as it is. */
    Throwable on(Throwable failure) {
        for (Throwable cause : Failures.behind(failure)) {
            if (cause instanceof RefusedConnection refused) {
                return refused(refused.refusal());
            }
            if (cause instanceof TimeoutException late) {
                return late(late);
            }
            if (cause instanceof BoltTransientException) {
                return acquisition(
                        "SCP-212",
                        "as many callers wait already as the driver lets wait. Shed load before it reaches the pool, or"
                                + " raise " + poolSize() + ".",
                        cause);
            }
        }
        return failure;
    }

    private RuntimeException refused(Refusal refusal) {
        String what = DriverFailure.describe(refusal.cause()) + ", and is tried again in "
                + refusal.nextTry().toMillis() + " ms. ";
        return switch (refusal.category()) {
            case AUTHENTICATION, CONFIGURATION ->
                new GraphAccessException(
                        settings.name(),
                        refusal.nextTry(),
                        what
                                + "Check address, user and password, and the certificate where there is one; they are tried"
                                + " seldom, so that the user is not locked out.",
                        refusal.cause());
            default ->
                new GraphUnavailableException(
                        settings.name(), refusal.nextTry(), what + advice(refusal.category()), refusal.cause());
        };
    }

    private static String advice(ErrorCategory category) {
        return category == ErrorCategory.FULL
                ? "Free connections on the server, or give it more threads."
                : "Nothing is to be done here once it is back: the pool finds it by itself.";
    }

    private GraphAcquisitionException late(TimeoutException cause) {
        PoolStats now = stats.get();
        String within = "no connection within " + Durations.seconds(settings.acquisitionTimeout()) + " s";
        return now.checkedOut() >= settings.poolSize()
                ? acquisition(
                        "SCP-201",
                        "pool limit of size " + settings.poolSize() + " reached, " + within + " (waiting "
                                + now.pending() + "). End transactions sooner, open no session within another's"
                                + " transaction, or raise " + poolSize() + ".",
                        cause)
                : acquisition(
                        "SCP-202",
                        within + " from " + settings.address() + " (in use " + now.checkedOut() + ", failed attempts"
                                + " so far " + now.failed() + "). Check that the server runs and can be reached.",
                        cause);
    }

    private GraphAcquisitionException acquisition(String code, String message, Throwable cause) {
        return new GraphAcquisitionException(code, settings.name(), stats.get(), message, cause);
    }

    private String poolSize() {
        return GraphSettingCatalog.of(settings.name()).poolSize().name();
    }
}
