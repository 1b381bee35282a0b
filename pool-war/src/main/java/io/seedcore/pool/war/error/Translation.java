package io.seedcore.pool.war.error;

import io.seedcore.pool.NoSuchPoolException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * Finds out what a failure means to a caller. Our own messages are passed on, since they hold no secret; those of
 * drivers and libraries are not.
 */
final class Translation {

    /** Where the pools keep what they throw: no connection, for a reason that the message gives. */
    private static final Set<String> POOLS = Set.of("io.seedcore.pool", "io.seedcore.pool.neo4j");

    private static final Pattern CODED = Pattern.compile("(SCP-[0-9]{3}) .*", Pattern.DOTALL);
    private static final Set<String> CONNECTION_STATES = Set.of("08", "53", "57");

    /** The user was let in and may not do this. */
    private static final String FORBIDDEN = "Neo.ClientError.Security.Forbidden";

    private Translation() {}

    static ApiError of(Throwable failure) {
        if (failure instanceof WebApplicationException refused) {
            return ApiError.ofStatus(refused.getResponse().getStatus());
        }
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(Translation::unexpected);
    }

    private static Optional<ApiError> known(@Nullable Throwable cause) {
        if (cause instanceof NoSuchPoolException missing) {
            return Optional.of(ours(404, missing.code(), missing));
        }
        if (cause != null && POOLS.contains(cause.getClass().getPackageName())) {
            Matcher coded = CODED.matcher(String.valueOf(cause.getMessage()));
            if (coded.matches()) {
                return Optional.of(ours(503, coded.group(1), cause));
            }
        }
        if (cause instanceof SQLException sql) {
            return Optional.of(isConnection(sql) ? unreachable() : statement(sql));
        }
        if (cause instanceof Neo4jException neo4j) {
            return Optional.of(graph(neo4j));
        }
        return Optional.empty();
    }

    private static ApiError ours(int status, String code, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return new ApiError(
                status,
                code,
                message.startsWith(code + " ") ? message.substring(code.length() + 1) : message,
                "docs/troubleshooting.md explains " + code + ".");
    }

    private static boolean isConnection(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || (state != null && state.length() == 5 && CONNECTION_STATES.contains(state.substring(0, 2)));
    }

    private static ApiError graph(Neo4jException failure) {
        if (failure instanceof SecurityException && !FORBIDDEN.equals(failure.code())) {
            return new ApiError(
                    503,
                    "SCP-503",
                    "the database refused the user, the password or the secured connection (" + failure.code() + ")",
                    "Correct them in the settings of this application.");
        }
        if (failure instanceof RetryableException || failure instanceof DiscoveryException || isFull(failure)) {
            return unreachable();
        }
        return new ApiError(
                500,
                "SCP-500",
                "the database refused a query (" + failure.code() + ")",
                "The server's log has the details.");
    }

    /** The driver says only so that no connection became free in time. */
    private static boolean isFull(Neo4jException failure) {
        return failure.getCause() instanceof TimeoutException;
    }

    private static ApiError unreachable() {
        return new ApiError(
                503,
                "SCP-503",
                "the database did not answer, or closed the connection",
                "Look at /health/all, see that the database runs, and try again.");
    }

    private static ApiError statement(SQLException failure) {
        return new ApiError(
                500,
                "SCP-500",
                "the database refused a statement (SQLState " + failure.getSQLState() + ")",
                "The server's log has the details.");
    }

    private static ApiError unexpected() {
        return new ApiError(500, "SCP-500", "an error that was not expected", "The server's log has the details.");
    }
}
