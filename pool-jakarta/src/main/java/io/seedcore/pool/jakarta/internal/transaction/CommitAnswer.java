package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads what a failed COMMIT means. */
final class CommitAnswer {

    private CommitAnswer() {}

    /**
     * Whether the server itself answered that it did not commit. Anything that may mean a lost answer, a server that is
     * going down, or an error after the fact, does not count.
     */
    static boolean isRefusal(SQLException failure) {
        return DatabaseError.whileCommitting(failure).category() != ErrorCategory.OUTCOME_UNKNOWN
                && !isGeneral(failure.getSQLState());
    }

    /** The state that MySQL gives to whatever has no state of its own: too little to tell on. */
    private static boolean isGeneral(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("HY") || sqlState.startsWith("S1"));
    }
}
