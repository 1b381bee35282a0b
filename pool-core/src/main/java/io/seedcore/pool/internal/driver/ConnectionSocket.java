package io.seedcore.pool.internal.driver;

import org.jspecify.annotations.Nullable;

/** What is known of the socket below a connection. Thread-safe. */
public interface ConnectionSocket {

    /**
     * Since when somebody has been waiting for the server, to read a byte of it or for room to send it one, as
     * {@link System#nanoTime()}; the same for as long as the same wait lasts; 0 while nobody waits.
     */
    long waitingSince();

    /** Who waits; null while nobody does. */
    @Nullable
    Thread waiter();

    /** How long somebody has been waiting for the server, in nanoseconds; 0 while nobody waits. */
    default long silentNanos() {
        long since = waitingSince();
        return since == 0 ? 0 : Math.max(1, System.nanoTime() - since);
    }

    /** Whether somebody is waiting for the server now. */
    default boolean isWaiting() {
        return waitingSince() != 0;
    }

    /**
     * How often the server was listened to; while it stays the same, the driver has heard nothing new. Right for whoever
     * holds the connection.
     */
    long reads();

    /**
     * Reads nothing more, so that closing the connection, which needs no answer, waits for none: above encryption some
     * drivers would, and for good where the server is gone. What is still sent arrives. Never blocks.
     */
    void hearNoMore();

    /** Closes the socket, so that whoever reads or writes gets an error at once. Never blocks. */
    void abort();
}
