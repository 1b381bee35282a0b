package io.seedcore.pool.atomic.spi;

import java.sql.Connection;
import java.sql.SQLException;

/** A relational database as the commit protocol sees it. Thread-safe. */
public interface RelationalDatabase extends AtomicDatabase {

    /**
     * As {@link #begin(Joining)}, on a connection that the caller has borrowed from the pool.
     *
     * @return whoever calls this closes the connection afterwards, instead of calling {@link Participant#release()}
     * @throws SQLException where it did not begin; the connection is not lent again then
     */
    ConnectionParticipant begin(Connection connection, Joining transaction) throws SQLException;
}
