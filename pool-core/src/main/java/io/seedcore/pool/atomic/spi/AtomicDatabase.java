package io.seedcore.pool.atomic.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * A database as the commit protocol sees it. Thread-safe.
 *
 * <p>Its methods may throw whatever the driver throws; the protocol takes each exception for "no answer".
 */
public interface AtomicDatabase {

    /**
     * Looks at what the protocol needs of this database, creates what is missing and may be created (the place for
     * markers, the id of the store), and says what cannot be helped. Over a direct connection, not one of the pool.
     *
     * @param timeout longest time for all of it, positive
     * @throws Exception where the database could not be asked; it is asked again later
     */
    Readiness check(Duration timeout) throws Exception;

    /**
     * Begins the part that this database has in a transaction, on a connection of the pool.
     *
     * @return whoever calls this calls {@link Participant#release()} once, after the transaction
     */
    Participant begin(Joining transaction) throws Exception;

    /**
     * Opens a direct connection to the primary, to look at the decisions that stand in this database. Past any pooler; a
     * server that takes no writes is refused.
     *
     * @param timeout longest time for opening, and then for each question; positive
     * @return closed by the caller
     */
    DecisionStore openStore(Duration timeout) throws Exception;

    /**
     * As {@link #openStore}, to look at the branches that are prepared in this database.
     *
     * @return empty where the kind of database cannot prepare
     */
    Optional<Branches> openBranches(Duration timeout) throws Exception;
}
