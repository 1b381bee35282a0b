package io.seedcore.pool.internal.thread;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One pool's view of the shared timers: after each of its tasks the pool is told, and shutting the view down leaves the
 * timers running. Whoever schedules cancels.
 */
public final class PoolTasks extends AbstractExecutorService implements ScheduledExecutorService {

    private final SharedThreads threads;
    private final ScheduledExecutorService timers;
    private final Runnable afterEach;
    private volatile boolean shutdown;

    public PoolTasks(SharedThreads threads, Runnable afterEach) {
        this.threads = threads;
        this.timers = threads.timers();
        this.afterEach = afterEach;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return timers.schedule(elsewhere(task), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return timers.schedule(task, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return timers.scheduleAtFixedRate(elsewhere(task), initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return timers.scheduleWithFixedDelay(elsewhere(task), initialDelay, delay, unit);
    }

    @Override
    public void execute(Runnable task) {
        threads.run(followed(task));
    }

    /** HikariCP's tasks may wait for a database, and the timers must not: they also end what takes too long. */
    private Runnable elsewhere(Runnable task) {
        Runnable followed = followed(task);
        return () -> threads.runSurely(followed);
    }

    private Runnable followed(Runnable task) {
        return () -> {
            try {
                if (!shutdown) {
                    task.run();
                }
            } finally {
                afterEach.run();
            }
        };
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
