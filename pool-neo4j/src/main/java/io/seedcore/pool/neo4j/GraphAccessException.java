package io.seedcore.pool.neo4j;

import java.time.Duration;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * A connection had to be opened and was not tried, because user, password, certificate or address were refused just
 * before and are tried seldom. The driver does not repeat what fails with this.
 */
public final class GraphAccessException extends SecurityException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param retryAfter when the pool tries again; zero for at once
     * @param cause how the last attempt failed
     */
    public GraphAccessException(String pool, Duration retryAfter, String message, Throwable cause) {
        super(GraphUnavailableException.CODE + " " + pool + ": " + message, cause);
        this.retryAfter = retryAfter;
    }

    /** When the pool tries again, counted from the moment this was thrown; zero for at once. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
