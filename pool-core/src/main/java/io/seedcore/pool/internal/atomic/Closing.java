package io.seedcore.pool.internal.atomic;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;

/** Closes a connection about which nobody can do anything any more. */
final class Closing {

    private Closing() {}

    static void quietly(Connection connection, Logger log) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A direct connection was closed with an error", e);
        }
    }
}
