package io.seedcore.pool.internal;

import io.seedcore.pool.config.Durations;
import java.sql.SQLException;
import java.time.Duration;

/** The server was not asked, because others were logging in for the first time, in vain, until time was up. */
final class LoginNotTriedException extends SQLException {

    private static final long serialVersionUID = 1;

    /** @param waited how long */
    LoginNotTriedException(Duration waited) {
        super("not tried: another first attempt to log in failed, and took the "
                + Durations.seconds(Duration.ofMillis(waited.toMillis()))
                + " s that there were for this one");
    }
}
