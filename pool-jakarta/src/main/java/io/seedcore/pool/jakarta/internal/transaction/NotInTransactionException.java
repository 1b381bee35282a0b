package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.PoolException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A transaction is there, but work cannot be done in it any more, or ours cannot be part of it. */
public final class NotInTransactionException extends PoolException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    NotInTransactionException(String message, @Nullable Throwable cause) {
        super("SCP-321", message, cause);
        this.reason = message;
    }

    /** The message without its code. */
    String reason() {
        return reason;
    }

    static NotInTransactionException refused(Exception cause) {
        return new NotInTransactionException(
                "the transaction manager does not let the pool take part in the running transaction: "
                        + cause.getMessage(),
                cause);
    }
}
