package io.seedcore.pool.dev.fault;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads of one proxy, so that its end can wait for theirs. Thread-safe. */
final class Workers {
    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();

    void start(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        alive.remove(Thread.currentThread());
                    }
                },
                "fault proxy " + name);
        thread.setDaemon(true);
        alive.add(thread);
        thread.start();
    }

    /** Waits until all of them have ended, which they must have been told before. */
    void join(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (Thread thread : alive) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                throw new IllegalStateException("'" + thread.getName() + "' did not end within " + longest);
            }
        }
    }
}
