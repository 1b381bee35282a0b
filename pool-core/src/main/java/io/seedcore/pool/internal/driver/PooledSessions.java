package io.seedcore.pool.internal.driver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What PostgreSQL's sessions are doing for connections that reach it through a pooler, by their application names. A
 * session keeps the name of whom it worked for last.
 */
final class PooledSessions {

    private static final String BY_NAME = "select application_name, state, wait_event_type"
            + " from pg_catalog.pg_stat_activity where application_name like ?";

    private final Map<Long, SessionActivity> working = new HashMap<>();
    private boolean oneIsFree;

    private PooledSessions() {}

    static SessionReport of(Connection asked, Set<Long> sessions) throws SQLException {
        PooledSessions found = new PooledSessions();
        try (PreparedStatement statement = asked.prepareStatement(BY_NAME)) {
            statement.setString(1, "% " + PooledSessionName.PROGRAM + "-%");
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row);
                }
            }
        }
        return found.report(sessions);
    }

    private void add(ResultSet row) throws SQLException {
        OptionalLong number = PooledSessionName.number(row.getString(1));
        if (number.isEmpty()) {
            return;
        }
        if ("idle".equals(row.getString(2))) {
            oneIsFree = true;
        } else {
            working.put(number.getAsLong(), PostgresSessions.activity(row.getString(2), row.getString(3)));
        }
    }

    /** A pooler with a free session lets nobody wait in its queue, so whoever has none has been forgotten. */
    private SessionReport report(Set<Long> sessions) {
        SessionActivity without = oneIsFree ? SessionActivity.GONE : SessionActivity.UNKNOWN;
        Map<Long, SessionActivity> all = new HashMap<>();
        sessions.forEach(session -> all.put(session, working.getOrDefault(session, without)));
        return new SessionReport("behind a pooler", all);
    }
}
