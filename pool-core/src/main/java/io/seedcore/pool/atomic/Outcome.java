package io.seedcore.pool.atomic;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.protocol.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction ended.
 *
 * @param cause why, where it is not what was asked for
 */
public record Outcome(Verdict verdict, @Nullable Throwable cause) {

    public static final Outcome COMMITTED = new Outcome(Verdict.COMMITTED, null);

    /** @param cause null where it was asked for */
    public static Outcome rolledBack(@Nullable Throwable cause) {
        return new Outcome(Verdict.ROLLED_BACK, cause);
    }

    /** Rolled back, as {@code database} refused to commit or to prepare for it. */
    public static Outcome refused(String database, @Nullable Throwable cause) {
        return rolledBack(new PoolException(
                "SCP-323",
                database + ": the database refused to commit, and nothing of the transaction is stored."
                        + because(cause),
                cause));
    }

    public static Outcome unknown(@Nullable Throwable cause) {
        return new Outcome(Verdict.UNKNOWN, cause);
    }

    /** Unknown, as {@code database} was asked to commit and has not said that it did. */
    public static Outcome unanswered(String database, @Nullable Throwable cause) {
        return unknown(new PoolException(
                "SCP-324",
                database + ": the answer to COMMIT does not say whether the transaction is stored, or none came. Look"
                        + " before doing it again." + because(cause),
                cause));
    }

    private static String because(@Nullable Throwable cause) {
        return cause == null ? "" : " Cause: " + cause.getMessage();
    }

    /**
     * @throws TransactionRolledBackException where nothing is stored
     * @throws TransactionOutcomeUnknownException where that is not known
     */
    public void throwUnlessCommitted() {
        switch (verdict) {
            case COMMITTED -> {}
            case ROLLED_BACK -> throw new TransactionRolledBackException(cause);
            case UNKNOWN -> throw new TransactionOutcomeUnknownException(cause);
        }
    }
}
