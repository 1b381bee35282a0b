package io.seedcore.pool.atomic;

import io.seedcore.pool.PoolException;
import org.jspecify.annotations.Nullable;

/** A transaction was asked to commit, and nothing of it is stored anywhere. It may be done again. */
public final class TransactionRolledBackException extends PoolException {

    private static final long serialVersionUID = 1L;

    TransactionRolledBackException(@Nullable Throwable cause) {
        super(
                "SCP-415",
                "The transaction was rolled back in all its databases. "
                        + (cause == null ? "It was marked for rollback." : "Cause: " + cause.getMessage()),
                cause);
    }
}
