package io.seedcore.pool.internal;

import java.sql.SQLException;

/** The driver's failure of a rollback as it was: the borrower is to know of it. */
final class RollbackFailedException extends UncleanSessionException {

    private static final long serialVersionUID = 1L;

    RollbackFailedException(Throwable failure) {
        super(failure instanceof SQLException ? failure.getMessage() : failure.toString(), failure);
    }
}
