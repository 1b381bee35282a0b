package io.seedcore.pool.jakarta.internal.transaction;

import org.jspecify.annotations.Nullable;

/**
 * How a transaction ended.
 *
 * @param cause why, where it is not what was asked for
 */
record Outcome(Result result, @Nullable Throwable cause) {

    enum Result {
        COMMITTED,
        /** Nothing of it is stored anywhere. */
        ROLLED_BACK,
        /** Committed in one database and not in another. */
        MIXED,
        /** A database was asked to commit and its answer was lost. */
        UNKNOWN
    }

    static final Outcome COMMITTED = new Outcome(Result.COMMITTED, null);

    static Outcome rolledBack(@Nullable Throwable cause) {
        return new Outcome(Result.ROLLED_BACK, cause);
    }

    static Outcome mixed(Throwable cause) {
        return new Outcome(Result.MIXED, cause);
    }

    static Outcome unknown(Throwable cause) {
        return new Outcome(Result.UNKNOWN, cause);
    }
}
