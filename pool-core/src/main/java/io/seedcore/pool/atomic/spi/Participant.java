package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.atomic.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The part that one database has in one running transaction, on a connection that nobody else uses. Its methods may be
 * called from any thread, but only one at a time; {@link #rollback()} also while the application
 * still runs a statement.
 *
 * <p>What must not be done twice, or in another order, the protocol does not do. An exception means: no answer, it may or
 * may not have happened. No statement timeout and no cancel may hit {@link #prepare} and {@link #commit()}; a lost line
 * must end them, though.
 */
public interface Participant {

    /** The name of the database. */
    String database();

    DatabaseKind kind();

    /** Whether {@link #prepare} may be called; decided at the beginning. */
    boolean canPrepare();

    /**
     * What the application works with, as {@code type}: a {@link java.sql.Connection}, or what the kind offers. A new object
     * at each call, which the application may close.
     */
    <T> Optional<T> handle(Class<T> type);

    /** Ends the application's work: its handle refuses from now on, and what follows is the protocol's alone. */
    void freeze();

    /** Why this part cannot be committed any more, if that is known; asks nobody. */
    Optional<String> obstacle();

    /** As {@link #obstacle()}, where nothing done in the transaction can help any more, so that more work is in vain. */
    default Optional<String> loss() {
        return Optional.empty();
    }

    /**
     * Why part of this may be stored although the transaction is not committed: the application has ended it. Asks nobody;
     * to be asked before {@link #rollback()}.
     */
    default Optional<String> endedEarly() {
        return Optional.empty();
    }

    /** Whether it may have changed anything; true where that cannot be told. Asks the server where need be. */
    boolean hasWritten() throws Exception;

    /**
     * Makes this the last participant: within its transaction, sets durability and a limit after which the server ends a
     * session that stalls, writes COMMITTED for {@code id}, and waits for the answer.
     *
     * @param store the id of the store; where another one stands there, nothing is written and an exception thrown
     * @param participants the databases that have a branch, as in {@link io.seedcore.pool.atomic.Marker}
     * @return the database's clock then
     */
    Instant mark(TransactionId id, String store, List<String> participants) throws Exception;

    /**
     * Prepares the part under {@code id} and its number. Returns only where the server said that it did just that.
     *
     * @throws Exception where it did not, or perhaps did
     */
    void prepare(TransactionId id) throws Exception;

    /** Commits what is not prepared. Every doubt is {@link CommitAnswer#UNKNOWN}; does not throw. */
    CommitAnswer commit();

    /** Why the last {@link #commit()} was refused or left open. */
    Optional<Exception> failure();

    /** Commits what {@link #prepare} prepared, on its own connection. */
    FinishAnswer commitPrepared() throws Exception;

    /** Rolls back what {@link #prepare} prepared, on its own connection. */
    FinishAnswer rollbackPrepared() throws Exception;

    /**
     * Makes sure that this part is never committed by this connection. Before {@link #freeze()} it does not wait for a
     * statement that runs on another thread. Does not throw: what cannot be rolled back has its connection thrown away.
     */
    void rollback();

    /**
     * Throws the connection away at once, while somebody still waits for an answer over it; does not wait and does not throw.
     */
    default void abandon() {
        rollback();
    }

    /** Gives the connection back. Called once, after everything else. */
    void release();
}
