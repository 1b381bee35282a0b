package io.seedcore.pool.benchmark;

/** Tells whoever waits that something happens; goes to the error stream, apart from the results. */
public final class Progress {

    private Progress() {}

    public static void say(String what) {
        System.err.println("  " + what);
    }
}
