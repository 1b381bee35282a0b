package io.seedcore.pool.dev.run;

import java.io.IOException;
import java.io.InputStream;

/**
 * Goes into the application server's process and ends it as soon as its standard input ends, which also happens when
 * the process that started it is killed. Uses nothing outside of the JDK: it travels in a jar of its own.
 */
public final class EndOfInputAgent {
    private static final long LONGEST_END_MILLISECONDS = 20_000;

    private EndOfInputAgent() {}

    /** Called by the JVM before the server's own main method. */
    public static void premain(String arguments) {
        InputStream input = System.in;
        startDaemon("end-of-input", () -> {
            awaitEnd(input);
            startDaemon("end-of-patience", EndOfInputAgent::haltWhenItTakesTooLong);
            System.exit(0);
        });
    }

    private static void awaitEnd(InputStream input) {
        try {
            while (input.read() >= 0) {
                // Whatever is sent has no meaning; only the end has.
            }
        } catch (IOException broken) {
            System.err.println("standard input is broken, which counts as its end: " + broken.getMessage());
        }
    }

    private static void haltWhenItTakesTooLong() {
        try {
            Thread.sleep(LONGEST_END_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
