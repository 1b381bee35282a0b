package io.seedcore.pool;

import java.sql.SQLTransientConnectionException;

/** No connection was lent, without waiting for the acquisition timeout, since waiting would not have helped. */
public final class PoolOverloadedException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String pool;

    /**
     * @param code {@code SCP-211} where every connection is held by a thread that waits for another one, {@code SCP-212}
     *     where as many callers wait as may
     */
    public PoolOverloadedException(String code, String pool, String message) {
        super(code + " " + pool + ": " + message, "08001");
        this.code = code;
        this.pool = pool;
    }

    /**
     * {@code SCP-211} where every connection is held by a thread that waits for another one, {@code SCP-212} where as
     * many callers wait as may.
     */
    public String code() {
        return code;
    }

    public String pool() {
        return pool;
    }
}
