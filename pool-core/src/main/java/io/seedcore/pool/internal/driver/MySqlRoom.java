package io.seedcore.pool.internal.driver;

import io.seedcore.pool.sizing.ServerRoom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How many connections MySQL or MariaDB admits, and who has them, by {@code PROCESSLIST}. Without the privilege PROCESS
 * that lists one's own alone, so those of others are known by their number.
 */
final class MySqlRoom {

    private MySqlRoom() {}

    /** @param schema where the server has its status */
    static ServerRoom of(Connection asked, String schema) throws SQLException {
        RoomCount count = new RoomCount("max_connections");
        int connected = 0;
        try (Statement statement = asked.createStatement();
                ResultSet row = statement.executeQuery("select user, count(*), max(id = connection_id()),"
                        + " @@max_connections, concat(@@hostname, ' ', @@port, ' ', @@server_id),"
                        + " (select variable_value from " + schema
                        + ".global_status where variable_name = 'Threads_connected')"
                        + " from information_schema.processlist"
                        + " where command <> 'Daemon' and user not in ('system user', 'event_scheduler')"
                        + " group by user order by 2 desc")) {
            while (row.next()) {
                count.add(row.getString(1), "", row.getInt(2), row.getBoolean(3));
                // One more than max_connections is admitted, for an administrator.
                count.server(row.getString(5), row.getInt(4), 0);
                connected = row.getInt(6);
            }
        }
        count.addUnseen(connected);
        return count.room();
    }
}
