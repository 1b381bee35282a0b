package io.seedcore.pool.internal.driver;

import java.util.Map;

/**
 * What a server says of some of its sessions.
 *
 * @param server which server that was; a restarted one is another
 * @param sessions by {@link OpenedConnection#serverSession()}, of which it says anything
 */
public record SessionReport(String server, Map<Long, SessionActivity> sessions) {

    public SessionReport {
        sessions = Map.copyOf(sessions);
    }

    public SessionActivity of(long session) {
        return sessions.getOrDefault(session, SessionActivity.UNKNOWN);
    }
}
