package io.seedcore.pool.jakarta.internal.graph;

import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;
import org.neo4j.ogm.exception.ConnectionException;
import org.neo4j.ogm.exception.CypherException;

/** Reads what a failed call of a session means for its transaction. */
final class QueryFailure {

    private static final String CODE_OF_SERVER = "Neo.";

    private QueryFailure() {}

    /**
     * Whether Neo4j has ended the transaction: it does so with every error that the server reports, and when the
     * connection is lost. What the driver or Neo4j-OGM refuse by themselves, such as a value of a wrong type, leaves the
     * transaction as it was.
     */
    static boolean endsTransaction(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException
                    || cause instanceof TransactionTerminatedException
                    || cause instanceof CypherException cypher && isOfServer(cypher.getCode())
                    || cause instanceof Neo4jException neo4j && endsTransaction(neo4j)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsTransaction(Neo4jException failure) {
        return !(failure instanceof ClientException) || isOfServer(failure.code());
    }

    private static boolean isOfServer(@Nullable String code) {
        return code != null && code.startsWith(CODE_OF_SERVER);
    }
}
