package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.DatabaseKind;
import java.util.Optional;

/**
 * The part of a transaction that one database has. Its methods may be called from another thread than the one that
 * works with the database, but not two of them at once.
 */
public interface TransactionParticipant {

    /** The name of the database. */
    String database();

    DatabaseKind kind();

    /** Why this part cannot be committed any more, if it is known already; asks nobody. */
    Optional<String> obstacle();

    /** Commits this part. */
    void commit() throws CommitFailedException;

    /**
     * Makes sure that this part is never committed. Does not wait for a statement that runs on another thread, and does
     * not throw: what cannot be rolled back has its connection thrown away.
     */
    void rollback();

    /** Gives back what was held. Called once, after the transaction is over for everybody. */
    void release();
}
