package io.seedcore.pool.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of a database means, by the tables of this package (see docs/errors.md).
 *
 * <pre>{@code
 * } catch (SQLException e) {
 *     if (!DatabaseError.of(e).isRetryable()) {
 *         throw e;
 *     }
 * }
 * }</pre>
 *
 * @param breaksConnection whether the connection on which it occurred must be closed rather than lent again
 * @param breaksGeneration whether all connections opened before are in doubt, too
 * @param sqlState of the exception that decided; {@code null} if there was none
 * @param vendorCode the server's own number (MySQL, MariaDB); 0 if there was none
 * @param advice one sentence: what to do next
 */
public record DatabaseError(
        ErrorCategory category,
        boolean breaksConnection,
        boolean breaksGeneration,
        @Nullable String sqlState,
        int vendorCode,
        String advice) {

    /**
     * What {@code failure} means if it came while a statement was carried out. Looks through its causes and {@link
     * SQLException#getNextException()}; the innermost that says more than "the statement is at fault" counts. What no
     * database said is a {@link ErrorCategory#QUERY}.
     */
    public static DatabaseError of(Throwable failure) {
        return Classification.of(failure, Moment.STATEMENT);
    }

    /** What {@code failure} means if it came while a connection was opened. */
    public static DatabaseError whileConnecting(Throwable failure) {
        return Classification.of(failure, Moment.CONNECT);
    }

    /**
     * What {@code failure} means if it came while COMMIT, COMMIT PREPARED or XA COMMIT was on its way: without an answer
     * of the server the outcome is unknown.
     */
    public static DatabaseError whileCommitting(Throwable failure) {
        return Classification.of(failure, Moment.COMMIT);
    }

    /** Whether the same transaction may simply be done again, after a rollback. Never true for an unknown outcome. */
    public boolean isRetryable() {
        return category.isRetryable();
    }
}
