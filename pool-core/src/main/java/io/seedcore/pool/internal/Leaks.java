package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.thread.CoarseClock;
import io.seedcore.pool.internal.thread.SharedThreads;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports loans that last longer than the threshold, each once. */
final class Leaks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leaks.class);
    private static final long MOST_MILLIS_BETWEEN_LOOKS = 1_000;

    private final ConnectionPoolSettings settings;
    private final Books books;
    private final Holders holders;
    private final PoolListener listener;
    private final Set<LentConnection> reported = Collections.newSetFromMap(new WeakHashMap<>());
    private final @Nullable Future<?> looking;

    Leaks(ConnectionPoolSettings settings, Books books, Holders holders, PoolListener listener, SharedThreads threads) {
        this.settings = settings;
        this.books = books;
        this.holders = holders;
        this.listener = listener;
        Duration threshold = settings.times().leakThreshold();
        long between = Math.max(1, Math.min(MOST_MILLIS_BETWEEN_LOOKS, threshold.toMillis() / 2));
        this.looking = threshold.isZero()
                ? null
                : threads.repeat(
                        settings.name() + ": the look for leaks", this::look, threshold, Duration.ofMillis(between));
    }

    /** Runs in one thread at a time. */
    private void look() {
        for (LentConnection loan : longerThan(holders.loans(), settings.times().leakThreshold())) {
            if (reported.add(loan)) {
                report(loan);
            }
        }
    }

    /** Those of {@code loans} that have lasted longer than {@code held}. */
    static List<LentConnection> longerThan(List<LentConnection> loans, Duration held) {
        int now = CoarseClock.millis();
        return loans.stream()
                .filter(loan -> now - loan.since() >= held.toMillis())
                .toList();
    }

    private void report(LentConnection loan) {
        Duration held = Duration.ofMillis(CoarseClock.millis() - loan.since());
        books.leaked();
        listener.connectionLeaked(settings.name(), held);
        LOG.warn(
                "SCP-213 {}: a connection has been lent for {} s, longer than the threshold of {} s, to thread {}. Close it"
                        + " in a finally block or a try-with-resources statement; the stack shows where it was borrowed.",
                settings.name(),
                Durations.seconds(held),
                Durations.seconds(settings.times().leakThreshold()),
                loan.borrower().getName(),
                loan.borrowedAt());
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
    }
}
