package io.seedcore.pool.jakarta.internal.graph;

import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.ogm.exception.CypherException;

/** Reads what a failed commit means. */
final class CommitAnswer {

    private CommitAnswer() {}

    /** Whether the server itself answered that it did not commit; a lost connection does not count. */
    static boolean isRefusal(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CypherException
                    || cause instanceof ClientException
                    || cause instanceof TransientException
                    || cause instanceof DatabaseException) {
                return true;
            }
        }
        return false;
    }
}
