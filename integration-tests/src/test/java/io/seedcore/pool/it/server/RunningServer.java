package io.seedcore.pool.it.server;

/** A server process. */
interface RunningServer {

    /** Where it reads requests. */
    int port();

    /** Ends the process and waits until it is gone. */
    void end();
}
