package io.seedcore.pool.benchmark.transaction.application;

/** One transaction: a row is inserted, and read again. Thread-safe. */
interface Work {

    Way way();

    /** @param id one that no row has yet */
    void run(long id) throws Exception;
}
