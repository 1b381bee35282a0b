package io.seedcore.pool.dev.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the person sees: one line for each thing that happened, with the seconds since the command began. */
final class Screen {
    private final PrintStream output;
    private final Instant began = Instant.now();
    private boolean ending;

    Screen(PrintStream output) {
        this.output = output;
    }

    synchronized void happened(String text) {
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        output.println(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, text));
        output.flush();
    }

    /** Why the command ends by itself; not shown when it is being ended, because then everything stops. */
    synchronized void failed(String reason) {
        if (!ending) {
            show("\nFAILED: " + reason + "\n");
        }
    }

    synchronized void ending() {
        happened("stopping the application and its databases");
        ending = true;
    }

    /** Several lines as they are. */
    synchronized void show(String text) {
        output.println(text);
        output.flush();
    }
}
