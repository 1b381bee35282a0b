package io.seedcore.pool.it.drill;

/** One fault, done over and over. */
@FunctionalInterface
interface Drill {

    /** Runs it to the end and says in {@code findings} what was seen; throws only what no product is to blame for. */
    void run(Assignment assignment, Findings findings) throws Exception;
}
