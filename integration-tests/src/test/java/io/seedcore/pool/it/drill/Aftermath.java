package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.internal.atomic.WatchedEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is left when nobody disturbs any more is ended by recovery alone. */
final class Aftermath {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private Aftermath() {}

    /**
     * Lets branches be ended by recovery as applications have it, and then removes decisions, which would be kept for a
     * day.
     *
     * @param registries one for each realm, with lines that work
     */
    static void settle(List<PoolRegistry> registries, AtomicBooks books, Findings findings)
            throws SQLException, InterruptedException {
        findings.announce("unresolved");
        long begin = System.nanoTime();
        // This begins recovery.
        registries.forEach(PoolRegistry::transactions);
        awaitZero(books::branches);
        findings.worst("worst_settled_ms", Duration.ofNanos(System.nanoTime() - begin), "at usual limits");
        long branches = books.branches();
        List<AtomicTransactions> sweepers =
                registries.stream().map(WatchedEngine::sweeping).toList();
        try {
            awaitZero(() -> {
                sweepers.forEach(AtomicTransactions::recoverNow);
                return books.decisions();
            });
        } finally {
            sweepers.forEach(AtomicTransactions::close);
        }
        long left = branches + books.decisions();
        if (left > 0) {
            findings.add("unresolved", left - 1);
            findings.wrong(
                    "unresolved",
                    branches + " branches after " + LONGEST + ", and then " + books.decisions()
                            + " decisions, are left");
        }
    }

    @FunctionalInterface
    private interface Count {
        long now() throws SQLException;
    }

    private static void awaitZero(Count count) throws SQLException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (count.now() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }
}
