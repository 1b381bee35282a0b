package io.seedcore.pool.dev.guardian;

import java.io.IOException;

/** A database server under guard. {@code end} comes from any thread, everything else from one. */
interface Server {

    /** Returns the host on which it answers, once it does; prepares its files the first time. */
    String start() throws IOException, InterruptedException;

    /** Stops it in an orderly way; what it stores is kept for the next start. */
    void stop() throws IOException, InterruptedException;

    /** Freezes its processes until {@link #resume()}. */
    void suspend() throws IOException, InterruptedException;

    void resume() throws IOException, InterruptedException;

    /** Ends its processes without any farewell; what it stores is kept for the next start. */
    void kill() throws IOException, InterruptedException;

    /** Ends it quickly and for good, also in the middle of a start; afterwards it cannot be started. */
    void end() throws IOException, InterruptedException;
}
