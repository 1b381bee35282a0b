package io.seedcore.pool.it.drill;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long it takes until a pool works again, seen by newcomers of whom one comes every few milliseconds. */
final class Recovery {
    private static final int MOST_AT_ONCE = 20;
    private static final long BETWEEN_MILLIS = 25;

    private Recovery() {}

    /**
     * The time from {@code since} to the first success.
     *
     * @param since a value of {@link System#nanoTime()}
     * @return empty when there is none within {@code longest}
     */
    static Optional<Duration> await(Work work, long since, Duration longest) throws InterruptedException {
        CompletableFuture<Long> first = new CompletableFuture<>();
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        while (System.nanoTime() - since < longest.toNanos()) {
            if (places.tryAcquire()) {
                visit(work, places, first);
            }
            try {
                return Optional.of(Duration.ofNanos(first.get(BETWEEN_MILLIS, TimeUnit.MILLISECONDS) - since));
            } catch (TimeoutException notYet) {
                continue;
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return Optional.empty();
    }

    private static void visit(Work work, Semaphore places, CompletableFuture<Long> first) {
        Thread thread = new Thread(
                () -> {
                    if (succeeds(work)) {
                        first.complete(System.nanoTime());
                    }
                    places.release();
                },
                "newcomer");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean succeeds(Work work) {
        try {
            return work.ask(1) == 1;
        } catch (Exception notYet) {
            return false;
        }
    }
}
