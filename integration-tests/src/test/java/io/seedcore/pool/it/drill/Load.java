package io.seedcore.pool.it.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that do one thing again and again, whatever comes of it, until closed. */
final class Load implements AutoCloseable {
    /** So that a pool that fails at once is not asked a million times a second. */
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 20;

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    Load(int workers, Task task) {
        for (int worker = 0; worker < workers; worker++) {
            Thread thread = new Thread(() -> workUntilEnd(task), "load " + worker);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void workUntilEnd(Task task) {
        try {
            while (end.getCount() > 0) {
                try {
                    task.run();
                    successes.incrementAndGet();
                } catch (InterruptedException interrupted) {
                    throw interrupted;
                } catch (Exception failureUnderFaults) {
                    failures.incrementAndGet();
                    end.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    long successes() {
        return successes.get();
    }

    long failures() {
        return failures.get();
    }

    /** Lets everybody finish what they do; returns how many had not after so long. */
    int finish(Duration longest) throws InterruptedException {
        end.countDown();
        long until = System.nanoTime() + longest.toNanos();
        int stuck = 0;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                stuck++;
            }
        }
        return stuck;
    }

    @Override
    public void close() {
        end.countDown();
    }
}
