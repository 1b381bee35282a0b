package io.seedcore.pool.benchmark.http;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Shows how far a test is: one line, written over and over on a terminal, else one line after the other. */
final class LoadProgress {

    private static final int WIDTH = 20;

    private final PrintStream out;
    private final Duration length;
    private final boolean terminal;
    private long before;
    private Duration then = Duration.ZERO;

    LoadProgress(PrintStream out, Duration length, boolean terminal) {
        this.out = out;
        this.length = length;
        this.terminal = terminal;
    }

    void show(Duration passed, Answers answers) {
        long count = answers.count();
        Histogram all = answers.all();
        String line = String.format(
                Locale.ROOT,
                "  [%s] %d of %d s  %,.0f/s  p50 %.1f ms  p99 %.1f ms  failed %,d",
                bar(passed),
                Math.min(passed.toSeconds(), length.toSeconds()),
                length.toSeconds(),
                Answers.perSecond(count - before, passed.minus(then)),
                Answers.millis(all, 50),
                Answers.millis(all, 99),
                answers.failed());
        before = count;
        then = passed;
        out.print(terminal ? "\r" + line + "   " : line + "\n");
        out.flush();
    }

    private String bar(Duration passed) {
        int done = (int) Math.min(WIDTH, WIDTH * passed.toMillis() / length.toMillis());
        return "#".repeat(done) + ".".repeat(WIDTH - done);
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }
}
