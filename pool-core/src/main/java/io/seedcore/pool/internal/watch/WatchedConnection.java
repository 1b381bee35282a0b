package io.seedcore.pool.internal.watch;

import io.seedcore.pool.internal.driver.ConnectionSocket;

/** What the watch needs of a connection. Thread-safe. */
public interface WatchedConnection {

    /** The server's number for its session. */
    long serverSession();

    ConnectionSocket socket();

    /** Ends it under whoever uses it. Never blocks. */
    void giveUp();
}
