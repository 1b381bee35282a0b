package io.seedcore.pool.internal;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Corrects HikariCP's idea of which errors break a connection. Made by HikariCP, hence public. */
public final class FatalErrors implements SQLExceptionOverride {

    /**
     * HikariCP lends a connection again even if its rollback failed. And a feature that the server does not have breaks
     * no connection, though HikariCP closes it, and with it the borrower's transaction.
     */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (failure instanceof RollbackFailedException) {
            return Override.MUST_EVICT;
        }
        return "0A000".equals(failure.getSQLState()) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
    }
}
