package io.seedcore.pool.neo4j;

import io.seedcore.pool.PoolStats;
import org.neo4j.driver.exceptions.ClientException;

/** No connection could be lent in time, or too many callers wait for one. */
public final class GraphAcquisitionException extends ClientException {

    private static final long serialVersionUID = 1L;

    private final String stableCode;
    private final transient PoolStats stats;

    /**
     * @param code {@code SCP-201} when the limit was reached, {@code SCP-202} when no connection could be opened in
     *     time, {@code SCP-212} when as many callers wait as the driver lets wait
     * @param stats the pool when the wait ended
     */
    public GraphAcquisitionException(String code, String pool, PoolStats stats, String message, Throwable cause) {
        super(code + " " + pool + ": " + message, cause);
        this.stableCode = code;
        this.stats = stats;
    }

    /** {@code SCP-201}, {@code SCP-202} or {@code SCP-212}; {@link #code()} is the server's, which has none for this. */
    public String stableCode() {
        return stableCode;
    }

    /** The pool when the wait ended. */
    public PoolStats stats() {
        return stats;
    }
}
