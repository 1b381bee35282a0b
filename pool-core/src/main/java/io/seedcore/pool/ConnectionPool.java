package io.seedcore.pool;

import io.seedcore.pool.config.ConnectionPoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A pool of JDBC connections.
 *
 * <p>{@link DataSource#getConnection(String, String)} is refused: a pool has one user, the configured one.
 */
public interface ConnectionPool extends Pool, DataSource {

    @Override
    ConnectionPoolSettings settings();

    /**
     * Lends a connection. Closing it gives it back; whoever borrows closes.
     *
     * @throws PoolTimeoutException when the pool's limit is reached, or the database cannot be reached, for the whole
     *     acquisition timeout
     * @throws PoolClosedException after {@link #close()}
     * @throws SQLException for whatever else keeps the pool from lending, an interrupt included
     */
    @Override
    Connection getConnection() throws SQLException;

    /**
     * Makes the pool discard a connection instead of taking it back, because its state is in doubt. The connection
     * must still be closed by whoever borrowed it.
     *
     * @param connection one that {@link #getConnection()} of this pool returned
     */
    void evict(Connection connection);
}
