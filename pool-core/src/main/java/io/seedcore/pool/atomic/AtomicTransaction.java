package io.seedcore.pool.atomic;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.protocol.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A transaction over the databases of a registry: all of it is stored, or nothing, also after a crash.
 *
 * <pre>{@code
 * AtomicTransaction.run(registry, tx -> {
 *     try (Statement statement = tx.connection("postgresql").createStatement()) {
 *         statement.execute("insert into orders values (1)");
 *     }
 *     try (Statement statement = tx.connection("mysql").createStatement()) {
 *         statement.execute("insert into stock values (1)");
 *     }
 *     return null;
 * });
 * }</pre>
 *
 * <p>A database takes part from its first use on. One database alone is committed as ever. For one thread at a time.
 */
public interface AtomicTransaction {

    /**
     * The connection that the database called {@code database} has in this transaction; the same session at each call.
     * Closing it gives nothing back, and ending the transaction on it is refused.
     *
     * @throws SQLException as the pool throws it where none can be had; with code {@code SCP-414} where the transaction takes
     *     no more work
     */
    Connection connection(String database) throws SQLException;

    /**
     * What another kind of database offers in a transaction.
     *
     * @throws io.seedcore.pool.PoolException with code {@code SCP-414} where it could not take part, or has no such type
     */
    <T> T use(String database, Class<T> type);

    /** Makes sure that the transaction is rolled back when its work returns. */
    void setRollbackOnly();

    /** Work that is done in a transaction. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T in(AtomicTransaction transaction) throws E;
    }

    /**
     * Does {@code work} in a transaction of its own and commits it when it returns. Whatever it throws rolls the
     * transaction back and is thrown on; where part of it may be stored all the same, a {@link
     * TransactionOutcomeUnknownException} is suppressed in it.
     *
     * @return what the work returned; then everything is stored
     * @throws TransactionRolledBackException where nothing is stored
     * @throws TransactionOutcomeUnknownException where it is not known whether it is stored; it is the same in all databases,
     *     but where the work itself has ended the transaction in one
     */
    static <T, E extends Exception> T run(PoolRegistry registry, Work<T, E> work) throws E {
        OpenTransaction transaction = registry.transactions().begin(Duration.ZERO);
        try {
            T result;
            try {
                result = work.in(transaction);
            } catch (Throwable e) {
                rollBack(transaction, e);
                throw e;
            }
            transaction.commit().throwUnlessCommitted();
            return result;
        } finally {
            transaction.release();
        }
    }

    private static void rollBack(OpenTransaction transaction, Throwable why) {
        Outcome outcome = transaction.rollback();
        if (outcome.verdict() == Verdict.UNKNOWN) {
            why.addSuppressed(new TransactionOutcomeUnknownException(outcome.cause()));
        }
    }
}
