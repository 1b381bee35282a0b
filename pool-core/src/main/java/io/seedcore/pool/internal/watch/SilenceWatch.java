package io.seedcore.pool.internal.watch;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.internal.thread.SharedThreads;
import io.seedcore.pool.internal.watch.ServerSessions.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a pool's connections on which somebody has been waiting for the server for long. That is right while the
 * server works, and in vain once it, or the network, has gone. Whoever waits in vain is released within the silence
 * timeout; whoever waits for a query is left alone, however long it takes. Thread-safe.
 */
public final class SilenceWatch implements AutoCloseable {

    private final String pool;
    private final Bounds bounds;
    private final ServerSessions server;
    private final Supplier<? extends Collection<? extends WatchedConnection>> connections;
    private final Executor workers;
    private final LongSupplier clock;
    private final Waits waits;
    private final AtomicBoolean asking = new AtomicBoolean();
    private @Nullable Future<?> looking;

    SilenceWatch(
            String pool,
            Bounds bounds,
            ServerSessions server,
            Supplier<? extends Collection<? extends WatchedConnection>> connections,
            Executor workers,
            LongSupplier clock) {
        this.pool = pool;
        this.bounds = bounds;
        this.server = server;
        this.connections = connections;
        this.workers = workers;
        this.clock = clock;
        this.waits = new Waits(pool, bounds);
    }

    /**
     * Begins to watch, on the shared threads.
     *
     * @param connections all of the pool, whoever has them
     */
    public static SilenceWatch begin(
            ConnectionPoolSettings settings,
            ServerSessions server,
            Supplier<? extends Collection<? extends WatchedConnection>> connections,
            SharedThreads threads) {
        Bounds bounds = Bounds.of(settings.times().silence());
        SilenceWatch watch =
                new SilenceWatch(settings.name(), bounds, server, connections, threads::run, System::nanoTime);
        watch.looking = threads.repeat(
                settings.name() + ": the watch over silent connections", watch::look, bounds.period(), bounds.period());
        return watch;
    }

    /** Looks once, without waiting for the server. */
    void look() {
        List<Wait> due = waits.look(connections.get(), clock.getAsLong());
        if (due.isEmpty() || !asking.compareAndSet(false, true)) {
            return;
        }
        boolean begun = false;
        try {
            workers.execute(() -> askAndBeReady(due));
            begun = true;
        } finally {
            // There may be no thread to be had.
            if (!begun) {
                asking.set(false);
            }
        }
    }

    private void askAndBeReady(List<Wait> due) {
        try {
            ask(due);
        } finally {
            asking.set(false);
        }
    }

    private void ask(List<Wait> due) {
        Set<Long> sessions =
                due.stream().map(wait -> wait.connection().serverSession()).collect(Collectors.toSet());
        boolean afresh = due.stream().anyMatch(Wait::isSuspected);
        long askedAt = clock.getAsLong();
        Finding finding = server.ask(sessions, afresh, bounds.patience());
        waits.found(finding, due, askedAt, clock.getAsLong());
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
    }
}
