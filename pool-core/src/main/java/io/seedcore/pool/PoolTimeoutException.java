package io.seedcore.pool;

import io.seedcore.pool.activity.Holder;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No connection could be lent within the acquisition timeout. */
public final class PoolTimeoutException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String pool;
    private final PoolStats stats;
    private final ArrayList<Holder> holders;

    /**
     * @param code {@code SCP-201} when the limit was reached, {@code SCP-202} when the database could not be reached
     * @param stats the pool when the wait ended
     * @param holders who had its connections then
     */
    public PoolTimeoutException(
            String code,
            String pool,
            PoolStats stats,
            List<Holder> holders,
            String message,
            @Nullable Throwable cause) {
        super(code + " " + pool + ": " + message, "08001", cause);
        this.code = code;
        this.pool = pool;
        this.stats = stats;
        this.holders = new ArrayList<>(holders);
    }

    /** {@code SCP-201} when the limit was reached, {@code SCP-202} when the database could not be reached. */
    public String code() {
        return code;
    }

    public String pool() {
        return pool;
    }

    /** The pool when the wait ended. */
    public PoolStats stats() {
        return stats;
    }

    /** Who had the pool's connections when the wait ended, longest first; see {@link Pool#activity()}. */
    public List<Holder> holders() {
        return Collections.unmodifiableList(holders);
    }
}
