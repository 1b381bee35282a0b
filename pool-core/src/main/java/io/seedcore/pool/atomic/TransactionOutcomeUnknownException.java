package io.seedcore.pool.atomic;

import io.seedcore.pool.PoolException;
import org.jspecify.annotations.Nullable;

/** A transaction was asked to commit, and whether it is stored is not known. Look before doing it again. */
public final class TransactionOutcomeUnknownException extends PoolException {

    private static final long serialVersionUID = 1L;

    TransactionOutcomeUnknownException(@Nullable Throwable cause) {
        super(
                "SCP-416",
                "Whether the transaction is stored is not known. Look before doing it again."
                        + (cause == null ? "" : " Cause: " + cause.getMessage()),
                cause);
    }
}
