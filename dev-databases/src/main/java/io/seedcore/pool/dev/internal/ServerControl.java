package io.seedcore.pool.dev.internal;

/** How a server of our own is started and ended, once its address is chosen. Not thread-safe. */
interface ServerControl {

    /** Starts it, also after {@link #stop()} or {@link #kill()}, and returns the host on which it answers. */
    String start();

    void stop();

    /** Freezes it until {@link #resume()}. */
    void suspend();

    void resume();

    /** Ends it without any farewell. */
    void kill();

    /** Ends it for good and deletes its files. */
    void end();
}
