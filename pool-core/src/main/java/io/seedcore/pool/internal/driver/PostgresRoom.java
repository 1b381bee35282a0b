package io.seedcore.pool.internal.driver;

import io.seedcore.pool.sizing.ServerRoom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many connections PostgreSQL admits, and who has them, by {@code pg_stat_activity}. */
final class PostgresRoom {

    /**
     * Every user sees the user and the application of each session, and of which type it is only of its own. The server's
     * own workers, which have slots of their own, have no user or no database.
     */
    private static final String CLIENTS = """
            select usename, coalesce(application_name, ''), count(*), bool_or(pid = pg_backend_pid()),
                   current_setting('max_connections')::int,
                   (select sum(setting::int) from pg_catalog.pg_settings
                     where name in ('superuser_reserved_connections', 'reserved_connections')),
                   concat_ws(' ', inet_server_port(), pg_postmaster_start_time())
              from pg_catalog.pg_stat_activity
             where usename is not null and datname is not null
               and coalesce(backend_type, 'client backend') = 'client backend'
             group by 1, 2
             order by 3 desc""";

    private PostgresRoom() {}

    static ServerRoom of(Connection asked) throws SQLException {
        RoomCount count = new RoomCount("max_connections");
        try (Statement statement = asked.createStatement();
                ResultSet row = statement.executeQuery(CLIENTS)) {
            while (row.next()) {
                count.add(row.getString(1), row.getString(2), row.getInt(3), row.getBoolean(4));
                count.server(row.getString(7), row.getInt(5), row.getInt(6));
            }
        }
        return count.room();
    }
}
