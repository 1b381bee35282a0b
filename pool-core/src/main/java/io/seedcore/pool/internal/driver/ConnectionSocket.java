package io.seedcore.pool.internal.driver;

/** What is known of the socket below a connection. Thread-safe. */
public interface ConnectionSocket {

    /** How long somebody has been waiting for a byte of the server, in nanoseconds; 0 while nobody waits. */
    long silentNanos();

    /** Whether somebody is waiting for a byte of the server now. */
    default boolean isWaiting() {
        return silentNanos() > 0;
    }

    /** Closes the socket, so that whoever reads or writes gets an error at once. Never blocks. */
    void abort();
}
