package io.seedcore.pool.internal.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that the pools of this class loader share, so that no pool has one of its own. They start
 * when the first pool opens and end when the last one closes, so that nothing is left after an undeploy. All are daemons.
 */
public final class SharedThreads implements AutoCloseable {

    /** None of them waits for a database. */
    private static final int TIMERS = 2;

    private static final int IDLE_SECONDS = 10;

    /** Until a thread may be had again where there was none. */
    private static final long NO_THREAD_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SharedThreads.class);

    private static int users;
    private static volatile @Nullable SharedThreads current;

    private final ScheduledThreadPoolExecutor timers;
    private final ExecutorService workers;
    private final CoarseClock clock;

    private SharedThreads() {
        this(daemons("seedcore-worker-"));
    }

    /** @param workersOf makes the threads that may be refused later; those of the timers are there from the start */
    SharedThreads(ThreadFactory workersOf) {
        timers = new ScheduledThreadPoolExecutor(TIMERS, daemons("seedcore-timer-"));
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), workersOf);
        timers.prestartAllCoreThreads();
        clock = CoarseClock.start();
    }

    /** Takes part in the shared threads until {@link #close()}, which is to be called once per call of this. */
    public static synchronized SharedThreads enter() {
        SharedThreads threads = current;
        if (threads == null) {
            threads = new SharedThreads();
            current = threads;
        }
        users++;
        return threads;
    }

    @Override
    public void close() {
        leave();
    }

    private static synchronized void leave() {
        users--;
        SharedThreads threads = current;
        if (users == 0 && threads != null) {
            current = null;
            threads.stop();
        }
    }

    void stop() {
        timers.shutdownNow();
        workers.shutdown();
        clock.stop();
    }

    /** For short tasks at some later time. */
    public ScheduledExecutorService timers() {
        return timers;
    }

    /**
     * Runs {@code task} on the timers again and again, whatever it throws, until it is cancelled.
     *
     * @param what it is, for the log
     * @param between from the end of one run to the beginning of the next
     */
    public Future<?> repeat(String what, Runnable task, Duration first, Duration between) {
        return timers.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        // Thrown further it would be the last run.
                        LOG.error("{} failed once and goes on", what, e);
                    }
                },
                first.toNanos(),
                between.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /**
     * Runs {@code task} in a thread of its own, kept a while for others.
     *
     * @throws RejectedExecutionException when the last pool is closed
     */
    public void run(Runnable task) {
        workers.execute(task);
    }

    /**
     * As {@link #run}, and where the machine grants no further thread, as soon as it does.
     *
     * @throws RejectedExecutionException when the last pool is closed
     */
    public void runSurely(Runnable task) {
        try {
            run(task);
        } catch (Error noThread) {
            LOG.debug("No thread could be started; it is tried again", noThread);
            timers.schedule(() -> runSurely(task), NO_THREAD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The thread that moves the clock; null while there is no pool. */
    static @Nullable Thread clockHand() {
        SharedThreads threads = current;
        return threads == null ? null : threads.clock.hand();
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
