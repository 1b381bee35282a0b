package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.event.ConnectError;
import java.util.concurrent.TimeoutException;
import org.neo4j.bolt.connection.exception.BoltFailureException;
import org.neo4j.bolt.connection.exception.BoltServiceUnavailableException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

/** Says in one line, without address, user or secret, why the driver failed. Its own messages hold the address. */
final class DriverFailure {

    private DriverFailure() {}

    static String describe(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "user or password was refused";
        }
        if (failure instanceof ServiceUnavailableException || failure instanceof SessionExpiredException) {
            return "the server cannot be reached over Bolt";
        }
        if (isAcquisitionTimeout(failure)) {
            return "no connection could be opened in time";
        }
        if (failure instanceof SecurityException) {
            return "no encrypted connection: the server's certificate was not accepted";
        }
        if (failure instanceof Neo4jException neo4j && neo4j.code().startsWith("Neo.")) {
            return "the server answered " + neo4j.code();
        }
        return failure instanceof ClientException
                ? "no Bolt server answers there; check the port, and whether it wants encryption"
                : failure.getClass().getSimpleName();
    }

    /** Why a connection could not be opened; {@code failure} is one of those that the driver translates for callers. */
    static ConnectError kind(Throwable failure) {
        if (failure instanceof BoltServiceUnavailableException || failure instanceof TimeoutException) {
            return ConnectError.UNREACHABLE;
        }
        String code = failure instanceof BoltFailureException answered ? answered.code() : "";
        if (code.startsWith("Neo.ClientError.Security.")) {
            return ConnectError.AUTHENTICATION;
        }
        return code.endsWith("NoThreadsAvailable") ? ConnectError.SERVER_FULL : ConnectError.OTHER;
    }

    /** The driver has no type of its own for this. */
    static boolean isAcquisitionTimeout(Throwable failure) {
        return failure instanceof ClientException && failure.getCause() instanceof TimeoutException;
    }
}
