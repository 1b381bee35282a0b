package io.seedcore.pool.internal.driver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the sessions of MySQL or MariaDB are doing, by {@code PROCESSLIST}. */
final class MySqlSessions {

    /** MariaDB's words and MySQL's for a session that is inside a read from its client or a write to it. */
    private static final Pattern BUSY_WITH_CLIENT =
            Pattern.compile("(reading|receiving) from (net|client)|(writing|sending) to (net|client)");

    private MySqlSessions() {}

    /** @param own the number that the driver has for {@code asked}'s session */
    static SessionReport of(Connection asked, long own, Set<Long> sessions) throws SQLException {
        Map<Long, SessionActivity> found = new HashMap<>();
        String server = "";
        boolean ours = false;
        String numbers = sessions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        try (Statement statement = asked.createStatement();
                ResultSet row = statement.executeQuery("select id, command, state, connection_id(),"
                        + " concat(@@hostname, ' ', @@port, ' ', @@server_id) from information_schema.processlist"
                        + " where id = connection_id() or id in (" + numbers + ")")) {
            while (row.next()) {
                found.put(row.getLong(1), activity(row.getString(2), row.getString(3)));
                ours = row.getLong(4) == own;
                server = row.getString(5);
            }
        }
        if (!ours) {
            // A proxy gives out numbers of its own, which mean nothing to the server.
            return new SessionReport(server, Map.of());
        }
        sessions.forEach(session -> found.putIfAbsent(session, SessionActivity.GONE));
        return new SessionReport(server, found);
    }

    private static SessionActivity activity(String command, @Nullable String state) {
        boolean waits = command.equalsIgnoreCase("Sleep")
                || BUSY_WITH_CLIENT
                        .matcher(state == null ? "" : state.toLowerCase(Locale.ROOT))
                        .matches();
        return waits ? SessionActivity.WAITING_FOR_CLIENT : SessionActivity.WORKING;
    }
}
