package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.PoolException;
import org.jspecify.annotations.Nullable;

/** Thrown at whoever uses a database that can have no part in the transaction. */
final class CannotJoinException extends PoolException {

    private static final long serialVersionUID = 1L;

    CannotJoinException(String database, String why, @Nullable Exception cause) {
        super("SCP-414", database + ": cannot take part in the transaction: " + why, cause);
    }
}
