package io.seedcore.pool.benchmark;

/** One question, put to several pools in one go. */
public interface Comparison {

    /** As it is asked for on the command line and called in its {@code RESULT} line. */
    String name();

    /** What it finds out, in one line. */
    String question();

    /** Starts what it needs, runs every contestant in turn, several times over, and ends what it started. */
    Outcome run(Effort effort) throws Exception;
}
