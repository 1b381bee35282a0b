package io.seedcore.pool.dev;

import java.io.IOException;

/** A program that starts all databases, says so, and then does nothing until it is killed. */
final class StartsAllAndWaits {
    static final String STARTED = "all started";

    private StartsAllAndWaits() {}

    public static void main(String[] arguments) throws IOException {
        DevDatabases.shared().startAll();
        System.out.println(STARTED);
        while (System.in.read() >= 0) {
            // Nothing is ever sent: only the end of input or a signal ends this program.
        }
    }
}
