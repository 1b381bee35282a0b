package io.seedcore.pool.jakarta.internal.transaction;

import java.io.Serial;

/** A transaction that must be rolled back; the message says why and what to do. */
final class CannotCommitException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CannotCommitException(String message) {
        super(message);
    }
}
