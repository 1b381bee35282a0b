package io.seedcore.pool.neo4j.internal;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.FULL;
import static io.seedcore.pool.error.ErrorCategory.OUTCOME_UNKNOWN;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.ROUTE;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static io.seedcore.pool.error.ErrorCategory.UNAVAILABLE;

import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.error.ErrorClassifier;
import io.seedcore.pool.neo4j.GraphAccessException;
import io.seedcore.pool.neo4j.GraphAcquisitionException;
import io.seedcore.pool.neo4j.GraphUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.bolt.connection.exception.BoltClientException;
import org.neo4j.bolt.connection.exception.BoltFailureException;
import org.neo4j.bolt.connection.exception.BoltProtocolException;
import org.neo4j.bolt.connection.exception.BoltServiceUnavailableException;
import org.neo4j.bolt.connection.exception.BoltTransientException;
import org.neo4j.bolt.connection.exception.BoltUntrustedServerException;
import org.neo4j.driver.exceptions.AuthTokenManagerExecutionException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ProtocolException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.driver.exceptions.UntrustedServerException;

/**
 * What the failures of Neo4j and its driver mean: by the server's code, else by the exception's type. Source: the status
 * codes of Neo4j 5, and how the driver's own retries and its pool treat them.
 */
public final class GraphErrors implements ErrorClassifier {

    private static final String SERVERS = "Neo.";
    private static final String OUTCOME_UNKNOWN_STATUS = "08007";
    private static final String TOO_MANY_TRANSACTIONS_STATUS = "51N74";

    private static final Meaning LOST =
            new Meaning(CONNECTION, "The connection is lost; open another session, and look at network and server.");
    private static final Meaning REFUSED = new Meaning(
            AUTHENTICATION, "User, password or certificate were refused; correct them before trying again.");
    private static final Meaning STATEMENT = new Meaning(QUERY, "The statement is at fault.");
    private static final Meaning ENDED = new Meaning(QUERY, "The transaction was ended on purpose or took too long.");
    private static final Meaning NO_ROOM = new Meaning(FULL, "The server is at a limit; try later, with less at once.");
    private static final Meaning AGAIN = new Meaning(TRANSACTION, "Roll back and do all of it again.");
    private static final Meaning AWAY =
            new Meaning(UNAVAILABLE, "The database is starting or stopping; try again later.");
    private static final Meaning ELSEWHERE =
            new Meaning(ROUTE, "This member takes no writes; use a neo4j:// address, and write sessions for writing.");
    private static final Meaning NO_BOLT = new Meaning(
            CONFIGURATION, "No Bolt server answers there; check the port, and whether it wants encryption.");
    private static final Meaning UNKNOWN = new Meaning(
            OUTCOME_UNKNOWN, "Whether the transaction was committed is not known; look before repeating it.");

    /** By code or its beginning; the first that fits counts. */
    private static final Map<String, Meaning> CODES = new LinkedHashMap<>();

    /** By type, where no server said a code; the first that fits counts. */
    private static final Map<Class<? extends Throwable>, Meaning> TYPES = new LinkedHashMap<>();

    static {
        for (String temporary : new String[] {"Neo.TransientError.", "Neo.ClientError."}) {
            CODES.put(temporary + "Transaction.Terminated", ENDED);
            CODES.put(temporary + "Transaction.LockClientStopped", ENDED);
        }
        CODES.put("Neo.TransientError.Transaction.MaximumTransactionLimitReached", NO_ROOM);
        CODES.put("Neo.TransientError.Request.NoThreadsAvailable", NO_ROOM);
        CODES.put("Neo.TransientError.General.MemoryPoolOutOfMemoryError", NO_ROOM);
        CODES.put("Neo.TransientError.General.OutOfMemoryError", NO_ROOM);
        CODES.put("Neo.TransientError.General.DatabaseUnavailable", AWAY);
        CODES.put("Neo.TransientError.Database.DatabaseUnavailable", AWAY);
        CODES.put("Neo.TransientError.", AGAIN);
        CODES.put("Neo.ClientError.Cluster.NotALeader", ELSEWHERE);
        CODES.put("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", ELSEWHERE);
        CODES.put("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", ELSEWHERE);
        CODES.put(
                "Neo.ClientError.Security.AuthenticationRateLimit",
                new Meaning(
                        AUTHENTICATION, "The user is locked after wrong passwords; wait, and correct the password."));
        CODES.put("Neo.ClientError.Security.", REFUSED);
        CODES.put(
                "Neo.ClientError.Database.DatabaseNotFound",
                new Meaning(CONFIGURATION, "Name a database that exists, or none for the user's home database."));
        CODES.put("Neo.ClientError.Transaction.TransactionTimedOut", ENDED);
        CODES.put("Neo.ClientError.Request.", LOST);
        CODES.put("Neo.ClientError.", STATEMENT);
        CODES.put(SERVERS, new Meaning(CONNECTION, "The server failed; its log says why."));

        TYPES.put(GraphAcquisitionException.class, NO_ROOM);
        TYPES.put(ServiceUnavailableException.class, LOST);
        TYPES.put(SessionExpiredException.class, LOST);
        TYPES.put(ProtocolException.class, LOST);
        TYPES.put(DiscoveryException.class, AWAY);
        TYPES.put(SecurityException.class, REFUSED);
        TYPES.put(UntrustedServerException.class, REFUSED);
        TYPES.put(AuthTokenManagerExecutionException.class, REFUSED);
        TYPES.put(TransientException.class, NO_ROOM);
        TYPES.put(Neo4jException.class, STATEMENT);
        TYPES.put(BoltServiceUnavailableException.class, LOST);
        TYPES.put(BoltUntrustedServerException.class, REFUSED);
        TYPES.put(BoltTransientException.class, NO_ROOM);
        TYPES.put(BoltClientException.class, NO_BOLT);
        TYPES.put(BoltProtocolException.class, NO_BOLT);
    }

    private record Meaning(ErrorCategory category, String advice) {

        DatabaseError error(@Nullable String status) {
            boolean breaks = category == CONNECTION || category == UNAVAILABLE || category == OUTCOME_UNKNOWN;
            return new DatabaseError(category, breaks, false, status, 0, advice);
        }
    }

    @Override
    public Optional<DatabaseError> classify(Throwable failure) {
        if (failure instanceof GraphUnavailableException || failure instanceof GraphAccessException) {
            // What is behind it says why nothing was tried.
            return Optional.empty();
        }
        if (failure instanceof Neo4jException neo4j) {
            return Optional.of(of(failure, neo4j.code(), neo4j.gqlStatus()));
        }
        if (failure instanceof BoltFailureException bolt) {
            return Optional.of(of(failure, bolt.code(), bolt.gqlStatus()));
        }
        return byType(failure).map(meaning -> meaning.error(null));
    }

    private static DatabaseError of(Throwable failure, String code, String status) {
        boolean ofServer = code.startsWith(SERVERS);
        return byStatus(status)
                .or(() -> ofServer ? byCode(code) : byType(failure))
                .orElse(STATEMENT)
                .error(ofServer ? status : null);
    }

    private static Optional<Meaning> byStatus(String status) {
        return switch (status) {
            case OUTCOME_UNKNOWN_STATUS -> Optional.of(UNKNOWN);
            case TOO_MANY_TRANSACTIONS_STATUS -> Optional.of(NO_ROOM);
            default -> Optional.empty();
        };
    }

    private static Optional<Meaning> byCode(String code) {
        return CODES.entrySet().stream()
                .filter(entry -> code.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<Meaning> byType(Throwable failure) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
