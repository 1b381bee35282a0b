package io.seedcore.pool.dev.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads of one proxy, so that its end can wait for theirs. Thread-safe. */
final class Workers {
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    void start(String name, Runnable work) {
        started.removeIf(Workers::terminated);
        Thread thread = new Thread(work, "fault proxy " + name);
        thread.setDaemon(true);
        started.add(thread);
        thread.start();
    }

    /**
     * Waits until all of them have ended, which they must have been told before; those too that one of them started
     * meanwhile.
     */
    void join(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Optional<Thread> next;
        while ((next = anyLeft()).isPresent()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new IllegalStateException("'" + next.get().getName() + "' did not end within " + longest);
            }
            next.get().join(left);
        }
    }

    private Optional<Thread> anyLeft() {
        return started.stream().filter(thread -> !terminated(thread)).findAny();
    }

    /** A thread that is yet to be started has not ended; {@link Thread#isAlive} would not tell. */
    private static boolean terminated(Thread thread) {
        return thread.getState() == Thread.State.TERMINATED;
    }
}
