package io.seedcore.pool.it.drill;

import java.util.ArrayList;
import java.util.List;

/** Threads of a drill. What one of them throws is a wrong outcome, so that nothing goes wrong unseen. For one thread. */
final class Crew {
    private final Findings findings;
    private final List<Thread> threads = new ArrayList<>();

    Crew(Findings findings) {
        this.findings = findings;
    }

    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable failure) {
                        findings.wrong(name, failure);
                    }
                },
                "drill " + name);
        threads.add(thread);
        thread.start();
    }

    /** Waits for all of them. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
