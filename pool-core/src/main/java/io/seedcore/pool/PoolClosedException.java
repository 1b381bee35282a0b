package io.seedcore.pool;

import java.sql.SQLNonTransientConnectionException;

/** A connection was asked of a pool that is closed or closing. */
public final class PoolClosedException extends SQLNonTransientConnectionException {

    private static final long serialVersionUID = 1L;

    public PoolClosedException(String pool) {
        super(
                "SCP-203 " + pool + ": the pool is closed and lends no connection. Look the pool up in the registry at"
                        + " each use, and stop work before the application stops.",
                "08003");
    }
}
