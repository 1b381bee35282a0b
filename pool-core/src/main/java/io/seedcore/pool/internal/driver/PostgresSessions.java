package io.seedcore.pool.internal.driver;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's sessions are doing, by {@code pg_stat_activity}. */
final class PostgresSessions {

    /** A row for each session asked about. */
    private static final String BY_PROCESS = "select asked.session, a.pid, a.state, a.wait_event_type,"
            + " pg_catalog.pg_backend_pid(), pg_catalog.concat_ws(' ', pg_catalog.inet_server_addr(),"
            + " pg_catalog.inet_server_port(), pg_catalog.pg_postmaster_start_time())"
            + " from pg_catalog.unnest(?) as asked(session)"
            + " left join pg_catalog.pg_stat_activity a on a.pid = asked.session";

    private PostgresSessions() {}

    /** @param own the number that the driver has for {@code asked}'s session */
    static SessionReport of(Connection asked, long own, Set<Long> sessions) throws SQLException {
        Map<Long, SessionActivity> found = new HashMap<>();
        String server = "";
        Array numbers = asked.createArrayOf("bigint", sessions.toArray());
        try (PreparedStatement statement = asked.prepareStatement(BY_PROCESS)) {
            statement.setArray(1, numbers);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    // Otherwise something between gives out numbers of its own, which mean nothing to the server.
                    boolean ours = row.getLong(5) == own;
                    found.put(row.getLong(1), ours ? activity(row) : SessionActivity.UNKNOWN);
                    server = row.getString(6);
                }
            }
        }
        return new SessionReport(server, found);
    }

    private static SessionActivity activity(ResultSet row) throws SQLException {
        return row.getString(2) == null ? SessionActivity.GONE : activity(row.getString(3), row.getString(4));
    }

    /** @param state null, or {@code disabled}, where this user or this server does not show it */
    static SessionActivity activity(@Nullable String state, @Nullable String waitsFor) {
        if (state == null || state.equals("disabled")) {
            return SessionActivity.UNKNOWN;
        }
        return state.startsWith("idle") || "Client".equals(waitsFor)
                ? SessionActivity.WAITING_FOR_CLIENT
                : SessionActivity.WORKING;
    }
}
