package io.seedcore.pool.jakarta.internal.transaction;

import java.io.Serial;

/** A part of a transaction was not committed, or perhaps was: see {@link #rolledBack()}. */
public final class CommitFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean rolledBack;

    private CommitFailedException(String message, Throwable cause, boolean rolledBack) {
        super(message, cause);
        this.rolledBack = rolledBack;
    }

    /** The database answered that nothing is stored. */
    public static CommitFailedException rolledBack(String database, Throwable cause) {
        return new CommitFailedException(
                "SCP-323 " + database + ": the database refused to commit, and nothing of the transaction is stored"
                        + " there. Cause: " + cause.getMessage(),
                cause,
                true);
    }

    /** The answer was lost, or says nothing of whether it is stored. */
    public static CommitFailedException unknown(String database, Throwable cause) {
        return new CommitFailedException(
                "SCP-324 " + database + ": the answer to COMMIT does not say whether the transaction is stored there,"
                        + " or none came. Look before doing it again. Cause: "
                        + cause.getMessage(),
                cause,
                false);
    }

    boolean rolledBack() {
        return rolledBack;
    }
}
