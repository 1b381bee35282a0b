package io.seedcore.pool.it.lifecycle;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.it.client.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the databases have of all that was ever booked, read past the pools.
 *
 * @param prepared branches of transactions that are neither committed nor rolled back
 */
record Booked(Set<String> postgresql, Set<String> mysql, Set<String> prepared) {

    static Booked read() throws SQLException {
        DevDatabase postgresql = DevDatabases.shared().postgresql();
        DevDatabase mysql = DevDatabases.shared().mysql();
        Set<String> prepared = column("gid", "select gid from pg_prepared_xacts", postgresql);
        prepared.addAll(column("data", "xa recover", mysql));
        return new Booked(
                column("id", "select id from Booking where complete", postgresql),
                column("id", "select id from Receipt where complete", mysql),
                prepared);
    }

    private static Set<String> column(String name, String query, DevDatabase database) throws SQLException {
        Set<String> values = new TreeSet<>();
        try (Connection connection = Sessions.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(name));
            }
        }
        return values;
    }
}
