package io.seedcore.pool.internal.watch;

import io.seedcore.pool.internal.driver.SessionReport;
import java.time.Duration;
import java.util.Set;

/** The server, asked over a connection of its own what the sessions of others are doing. Thread-safe. */
@FunctionalInterface
public interface ServerSessions {

    /**
     * Asks.
     *
     * @param afresh over a connection opened for it, where there is a slot for one
     * @param patience longest wait for each packet of the server; all of it may take a few times as long
     */
    Finding ask(Set<Long> sessions, boolean afresh, Duration patience);

    /** What came of asking. */
    sealed interface Finding permits Answered, Silent, Refused {}

    record Answered(SessionReport report) implements Finding {}

    /** Nothing was heard of the server: it, or the network, is gone. @param why in a few words, without address or user */
    record Silent(String why) implements Finding {}

    /** The server was heard, but did not say. @param why in a few words, without address or user */
    record Refused(String why) implements Finding {}
}
