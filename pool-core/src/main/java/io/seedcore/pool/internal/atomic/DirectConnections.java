package io.seedcore.pool.internal.atomic;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Opens connections to a database outside its pool, and past any pooler. Thread-safe. */
@FunctionalInterface
public interface DirectConnections {

    /** @param timeout longest time for opening, and then for each answer; whoever calls closes the connection */
    Connection open(Duration timeout) throws SQLException;
}
