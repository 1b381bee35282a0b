package io.seedcore.pool.it.drill;

import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.internal.atomic.WatchedEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** What is left when nobody disturbs any more is ended by recovery alone. */
final class Aftermath {
    private static final System.Logger LOG = System.getLogger(Aftermath.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Aftermath() {}

    /**
     * Lets branches be ended by recovery as applications have it, and then removes decisions, which would be kept for a
     * day.
     *
     * @param registries one for each realm, with lines that work
     */
    static void settle(List<PoolRegistry> registries, AtomicBooks books, Findings findings) throws SQLException {
        findings.announce("unresolved");
        long begin = System.nanoTime();
        // This begins recovery.
        registries.forEach(PoolRegistry::transactions);
        awaitZero(books::branches, LONGEST);
        findings.worst("worst_settled_ms", Duration.ofNanos(System.nanoTime() - begin), "at usual limits");
        long branches = books.branches();
        List<AtomicTransactions> sweepers =
                registries.stream().map(WatchedEngine::sweeping).toList();
        try {
            awaitZero(
                    () -> {
                        sweepers.forEach(AtomicTransactions::recoverNow);
                        return books.decisions();
                    },
                    LONGEST);
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
    interface Count {
        long now() throws SQLException;
    }

    /** Waits until nothing is left, or for so long; whoever calls counts once more and judges. */
    static void awaitZero(Count count, Duration longest) {
        try {
            await().atMost(longest).pollInterval(BETWEEN_LOOKS).until(() -> count.now() == 0);
        } catch (ConditionTimeoutException somethingIsLeft) {
            LOG.log(System.Logger.Level.DEBUG, "Not everything has ended", somethingIsLeft);
        }
    }
}
