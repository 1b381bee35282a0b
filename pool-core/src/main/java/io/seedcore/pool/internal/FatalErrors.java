package io.seedcore.pool.internal;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.seedcore.pool.error.DatabaseError;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/**
 * Puts our idea of which errors break a connection in the place of HikariCP's. HikariCP does not say on which connection
 * an error came; it asks in the thread that uses it.
 */
public final class FatalErrors implements SQLExceptionOverride {

    /** A write that was refused, by a server that takes none or since the borrower itself wanted to read only. */
    private static final String READ_ONLY_TRANSACTION = "25006";

    private final BooleanSupplier callerOnlyReads;
    private final Failures failures;

    /** Is told of every failure. */
    public interface Failures {
        /** @param fatal whether the connection on which it came is closed for it */
        void failed(DatabaseError error, boolean fatal);
    }

    /**
     * @param callerOnlyReads whether whoever has the connection asked that it only read; when in doubt false
     */
    public FatalErrors(BooleanSupplier callerOnlyReads, Failures failures) {
        this.callerOnlyReads = callerOnlyReads;
        this.failures = failures;
    }

    /** Never "continue": HikariCP's own list, and what it would find further down the chain, do not count. */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        DatabaseError error = DatabaseError.of(failure);
        boolean fatal = failure instanceof UncleanSessionException || breaks(error);
        failures.failed(error, fatal);
        return fatal ? Override.MUST_EVICT : Override.DO_NOT_EVICT;
    }

    private boolean breaks(DatabaseError error) {
        boolean asked = READ_ONLY_TRANSACTION.equals(error.sqlState()) && callerOnlyReads.getAsBoolean();
        return error.breaksConnection() && !asked;
    }
}
