package io.seedcore.pool.jakarta;

import java.util.concurrent.Callable;

/** Something to do that gives nothing back. */
interface Work extends Callable<Object> {

    void run() throws Exception;

    @Override
    default Object call() throws Exception {
        run();
        return "done";
    }

    static Work of(Work work) {
        return work;
    }
}
