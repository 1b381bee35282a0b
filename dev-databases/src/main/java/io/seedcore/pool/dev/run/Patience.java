package io.seedcore.pool.dev.run;

import java.time.Duration;

/** A time that begins when it is first asked about, and then runs out. */
final class Patience {
    private final long nanoseconds;
    private boolean begun;
    private long began;

    Patience(Duration longest) {
        this.nanoseconds = longest.toNanos();
    }

    boolean isOver() {
        if (!begun) {
            begun = true;
            began = System.nanoTime();
        }
        return System.nanoTime() - began > nanoseconds;
    }
}
