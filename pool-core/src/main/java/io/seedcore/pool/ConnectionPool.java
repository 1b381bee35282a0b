package io.seedcore.pool;

import io.seedcore.pool.config.ConnectionPoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * A pool of JDBC connections.
 *
 * <p>Closing a connection gives it back; whoever borrows closes. {@link DataSource#getConnection(String, String)} is
 * refused: a pool has one user, the configured one.
 */
public interface ConnectionPool extends Pool, DataSource {

    @Override
    ConnectionPoolSettings settings();

    /**
     * Lends a connection: one that is idle, else a new one, opened by the calling thread, where the limit allows, else one
     * that another caller gives back. An interrupt ends the wait and stays set.
     *
     * @throws PoolTimeoutException when there was none within the acquisition timeout
     * @throws DatabaseUnavailableException when one had to be opened and the database lets nobody in
     * @throws PoolOverloadedException when too many wait, or none of those who hold one can ever give it back
     * @throws PoolClosedException after {@link #close()}
     * @throws SQLException for whatever else keeps the pool from lending, an interrupt included
     */
    @Override
    Connection getConnection() throws SQLException;

    /**
     * As {@link #getConnection()}, with a timeout for this call.
     *
     * @param timeout longest wait, positive
     */
    Connection getConnection(Duration timeout) throws SQLException;

    /**
     * Lends a connection if that needs no other caller to give one back: one that is idle, or a new one, which takes as
     * long as connecting takes.
     *
     * @return empty where the limit is reached, or others have waited before
     * @throws SQLException as {@link #getConnection()} does
     */
    Optional<Connection> tryGetConnection() throws SQLException;

    /**
     * Lends a connection without a thread that waits for it. The stage completes on a thread of the pool, which must not
     * be held up, or on the calling one; exceptionally with what {@link #getConnection()} would throw. Cancelling it
     * leaves the line; a connection that is on its way then goes back to the pool.
     *
     * @param timeout longest wait, positive
     */
    CompletableFuture<Connection> getConnectionAsync(Duration timeout);

    /**
     * Makes the pool discard a connection instead of taking it back, because its state is in doubt. The connection
     * must still be closed by whoever borrowed it. Where it belongs to a transaction of several users or databases, nothing of
     * that transaction is stored.
     *
     * @param connection one that {@link #getConnection()} of this pool returned; one that was closed since is left alone, as
     *     it may be somebody else's by now
     */
    void evict(Connection connection);

    /**
     * Takes connections from borrowers that have held them for long: they are closed under their borrowers, whose next
     * use fails, and make room for others.
     *
     * @param heldLongerThan zero for all
     * @return how many were taken
     */
    int reclaim(Duration heldLongerThan);

    /**
     * Changes the limits while the pool runs. Fewer takes effect as connections come back; nobody loses one.
     *
     * @param poolSize connections kept open, 1 to 10000
     * @param maxOverflow connections opened above that, 0 to 10000
     * @throws IllegalArgumentException outside these ranges
     */
    void resize(int poolSize, int maxOverflow);
}
