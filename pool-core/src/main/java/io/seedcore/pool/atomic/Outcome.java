package io.seedcore.pool.atomic;

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

    public static Outcome unknown(@Nullable Throwable cause) {
        return new Outcome(Verdict.UNKNOWN, cause);
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
