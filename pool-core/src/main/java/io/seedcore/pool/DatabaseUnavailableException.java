package io.seedcore.pool;

import io.seedcore.pool.error.ErrorCategory;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/**
 * A connection had to be opened, and the database does not let it be. The cause is what the driver said; SQLState and
 * vendor code are the driver's.
 */
public final class DatabaseUnavailableException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String pool;
    private final ErrorCategory category;
    private final Duration retryAfter;

    /**
     * @param code {@code SCP-202} where it was just tried, {@code SCP-210} where it was not, since it failed before
     * @param retryAfter when the pool tries again; zero for at once
     * @param cause how the last attempt failed
     */
    public DatabaseUnavailableException(
            String code,
            String pool,
            ErrorCategory category,
            Duration retryAfter,
            String message,
            String sqlState,
            int vendorCode,
            Throwable cause) {
        super(code + " " + pool + ": " + message, sqlState, vendorCode, cause);
        this.code = code;
        this.pool = pool;
        this.category = category;
        this.retryAfter = retryAfter;
    }

    /** {@code SCP-202} where it was just tried, {@code SCP-210} where it was not, since it failed before. */
    public String code() {
        return code;
    }

    public String pool() {
        return pool;
    }

    /** What kind of failure keeps the pool from connecting. */
    public ErrorCategory category() {
        return category;
    }

    /** When the pool tries again, counted from the moment this was thrown; zero for at once. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
