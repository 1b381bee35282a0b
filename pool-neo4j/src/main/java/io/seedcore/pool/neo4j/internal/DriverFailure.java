package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.neo4j.GraphAccessException;
import io.seedcore.pool.neo4j.GraphAcquisitionException;
import io.seedcore.pool.neo4j.GraphUnavailableException;
import org.neo4j.bolt.connection.exception.BoltClientException;
import org.neo4j.bolt.connection.exception.BoltFailureException;
import org.neo4j.bolt.connection.exception.BoltProtocolException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;

/** Says in one line, without address, user or secret, why the driver failed. Its own messages hold the address. */
final class DriverFailure {

    private DriverFailure() {}

    static ProbeFailure of(Throwable failure) {
        String code = Failures.behind(failure).stream()
                .map(DriverFailure::code)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(null);
        return new ProbeFailure(ConnectError.of(failure), code, describe(failure));
    }

    static String describe(Throwable failure) {
        if (failure instanceof GraphAcquisitionException) {
            return "no connection could be opened in time";
        }
        if ((failure instanceof GraphUnavailableException || failure instanceof GraphAccessException)
                && failure.getCause() != null) {
            return describe(failure.getCause());
        }
        String code = code(failure);
        return switch (DatabaseError.whileConnecting(failure).category()) {
            case AUTHENTICATION ->
                code.isEmpty()
                        ? "no encrypted connection: the server's certificate was not accepted"
                        : refusedLogin(code);
            case CONNECTION, GENERATION, UNAVAILABLE ->
                code.isEmpty() ? "the server cannot be reached over Bolt" : answered(code);
            default -> code.isEmpty() ? withoutCode(failure) : answered(code);
        };
    }

    private static String refusedLogin(String code) {
        return code.endsWith(".Unauthorized") ? "user or password was refused" : answered(code);
    }

    private static String answered(String code) {
        return "the server answered " + code;
    }

    private static String withoutCode(Throwable failure) {
        return failure instanceof BoltClientException
                        || failure instanceof BoltProtocolException
                        || failure instanceof ClientException
                ? "no Bolt server answers there; check the port, and whether it wants encryption"
                : failure.getClass().getSimpleName();
    }

    /** The server's code, such as {@code Neo.ClientError.Security.Unauthorized}; empty where no server answered. */
    private static String code(Throwable failure) {
        String code = failure instanceof Neo4jException neo4j
                ? neo4j.code()
                : failure instanceof BoltFailureException bolt ? bolt.code() : "";
        return code.startsWith("Neo.") ? code : "";
    }
}
