package io.seedcore.pool.neo4j;

import java.time.Duration;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * A connection had to be opened and was not tried, because the last attempts failed. A transaction function is repeated
 * by the driver, as after any other {@link ServiceUnavailableException}.
 */
public final class GraphUnavailableException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1L;

    /** The stable code under which {@code docs/troubleshooting.md} explains it. */
    public static final String CODE = "SCP-210";

    private final Duration retryAfter;

    /**
     * @param retryAfter when the pool tries again; zero for at once
     * @param cause how the last attempt failed
     */
    public GraphUnavailableException(String pool, Duration retryAfter, String message, Throwable cause) {
        super(CODE + " " + pool + ": " + message, cause);
        this.retryAfter = retryAfter;
    }

    /** When the pool tries again, counted from the moment this was thrown; zero for at once. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
