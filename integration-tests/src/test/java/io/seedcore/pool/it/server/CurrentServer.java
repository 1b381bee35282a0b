package io.seedcore.pool.it.server;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server that runs now. There is one at a time, so that every session of ours on the databases is its. */
public final class CurrentServer {

    private static @Nullable RunningServer current;

    private CurrentServer() {}

    /** Ends the one that runs and starts another. */
    static synchronized <S extends RunningServer> S replace(Supplier<S> starting) {
        end();
        S started = starting.get();
        current = started;
        return started;
    }

    /** Ends the one that runs, if any. */
    public static synchronized void end() {
        RunningServer ending = current;
        current = null;
        if (ending != null) {
            ending.end();
        }
    }

    static synchronized boolean is(RunningServer server) {
        return current == server;
    }

    /** Where it reads requests. */
    public static synchronized int port() {
        RunningServer server = current;
        if (server == null) {
            throw new IllegalStateException("no server runs");
        }
        return server.port();
    }
}
