package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.config.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the driver that end: a silent network could hold the calling thread without limit, as the driver has no
 * timeout for answers. So they are made on a thread of their own, whose interruption makes the driver close the
 * connection. An interruption of the caller ends none of them, as the answer would be lost and with it the outcome of a
 * transaction; it is there again afterwards.
 */
public final class BoundedCall {

    private static final String SILENT = "SCP-453";

    private BoundedCall() {}

    /**
     * @throws PoolException with code {@code SCP-453} where there was no answer within {@code longest}; what the call
     *     asked for may have happened, and may still happen
     * @throws Exception what the call throws
     */
    public static <T> T within(Duration longest, String pool, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "seedcore-atomic-" + pool);
        thread.setDaemon(true);
        thread.start();
        try {
            return answer(task, System.nanoTime() + longest.toNanos());
        } catch (TimeoutException e) {
            task.cancel(true);
            throw silent(longest, pool, e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static <T> T answer(FutureTask<T> task, long end) throws TimeoutException, ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void run(Duration longest, String pool, Runnable call) throws Exception {
        within(longest, pool, Executors.callable(call, Boolean.TRUE));
    }

    /** Whether {@code failure} says that there was no answer in time. */
    public static boolean wasSilent(Exception failure) {
        return failure instanceof PoolException ofPool && ofPool.code().equals(SILENT);
    }

    private static PoolException silent(Duration longest, String pool, TimeoutException cause) {
        return new PoolException(
                SILENT,
                pool + ": no answer within " + Durations.seconds(longest)
                        + " s; the connection was closed, and what was asked for may have happened all the same. Look at the"
                        + " server and the network between. What is left open of a transaction over several databases,"
                        + " recovery settles.",
                cause);
    }

    private static Exception unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception cause ? cause : e;
    }
}
