package io.seedcore.pool.internal;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.seedcore.pool.error.DatabaseError;
import java.sql.SQLException;

/** Puts our idea of which errors break a connection in the place of HikariCP's. Made by HikariCP, hence public. */
public final class FatalErrors implements SQLExceptionOverride {

    /** Never "continue": HikariCP's own list, and what it would find further down the chain, do not count. */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        // HikariCP lends a connection again even if its rollback failed.
        boolean evict = failure instanceof RollbackFailedException
                || DatabaseError.of(failure).breaksConnection();
        return evict ? Override.MUST_EVICT : Override.DO_NOT_EVICT;
    }
}
