package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The decisions that stand in one database, over a direct connection to its primary. For one thread at a time.
 *
 * <p>Each method is a transaction of its own, durable when it returns, that sees committed data alone (READ COMMITTED) and
 * contains nothing else. An exception means: no answer.
 */
public interface DecisionStore extends AutoCloseable {

    /** The id of the store, as it stands in the database now. */
    String id() throws Exception;

    /** What was decided; empty where nothing stands there, or not yet committed. */
    Optional<Marker> find(TransactionId id) throws Exception;

    /**
     * Writes ABORTED unless a decision stands there already. Waits a short while for a transaction that has written one
     * and is not over.
     *
     * @return what stands there now; empty where the other transaction was not over by then
     */
    Optional<Marker> settle(TransactionId id, String resolver) throws Exception;

    /**
     * Writes {@code decision} by hand, unless one stands there already.
     *
     * @return what stands there now; empty as for {@link #settle}
     */
    Optional<Marker> settleByHand(TransactionId id, Decision decision, String resolver) throws Exception;

    /**
     * Notes {@code resolver} at a decision, which makes sure that it is durable wherever the database replicates to.
     *
     * @return false where no decision stands there
     */
    boolean stamp(TransactionId id, String resolver) throws Exception;

    /** Removes {@code decision} about each of {@code ids}, if just that still stands there. */
    void remove(Collection<TransactionId> ids, Decision decision) throws Exception;

    /**
     * The {@code decision}s of {@code realm} that are older than {@code age}, by the database's clock, in the order of their
     * ids.
     *
     * @param behind those that come after it; empty for the first ones
     * @param limit how many at most
     */
    List<Marker> olderThan(String realm, Decision decision, Duration age, Optional<TransactionId> behind, int limit)
            throws Exception;

    /**
     * Ends the session whose open transaction has written a decision for {@code id}, if there is one.
     *
     * @return whether one was found
     */
    boolean endHolder(TransactionId id) throws Exception;

    @Override
    void close();
}
