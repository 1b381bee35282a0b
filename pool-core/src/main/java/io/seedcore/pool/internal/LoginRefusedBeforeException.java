package io.seedcore.pool.internal;

import io.seedcore.pool.resilience.Refusal;
import java.sql.SQLException;

/** The server was not asked again, because it refused user, password, certificate or database a moment ago. */
final class LoginRefusedBeforeException extends SQLException {

    private static final long serialVersionUID = 1;

    LoginRefusedBeforeException(Refusal refusal) {
        super(
                "refused before (" + refusal.category().label() + "), and tried again in "
                        + refusal.nextTry().toMillis() + " ms, so that the user is not locked out",
                refusal.cause() instanceof SQLException said ? said.getSQLState() : null,
                refusal.cause() instanceof SQLException said ? said.getErrorCode() : 0,
                refusal.cause());
    }
}
