package io.seedcore.pool.internal;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.thread.PoolTasks;
import io.seedcore.pool.internal.thread.SharedThreads;
import io.seedcore.pool.resilience.Circuit;

/** What a pool is made of, for tests that look at a step which shows from outside by its time alone. */
final class PoolParts implements AutoCloseable {

    private static final PoolListener NOBODY = new PoolListener() {};

    private final SharedThreads threads = SharedThreads.enter();
    final Books books;
    final KeptConnections kept;
    final Opener opener;
    final Admission admission;

    PoolParts(ConnectionPoolSettings settings) {
        Vendor vendor = Vendor.of(settings);
        Capacity capacity = new Capacity(settings.limits());
        WaitingLine line = new WaitingLine();
        books = new Books(settings, NOBODY);
        kept = new KeptConnections(
                settings, new PoolTasks(threads, () -> {}), new FatalErrors(() -> false, (error, fatal) -> {}));
        Holders holders = new Holders(books, new Callers(new BeanClasses()), text -> text);
        Refusals refusals = new Refusals(settings, books, NOBODY, PoolParts::nobodyIsTold, holders::now);
        opener = new Opener(
                settings,
                null,
                vendor,
                new FirstLogin(vendor::wasLetIn, settings.times().connect()),
                new Circuit(settings.name(), NOBODY),
                books,
                new Returns(settings, capacity, books, holders, kept, line),
                NOBODY,
                refusals);
        admission = new Admission(settings, threads, capacity, books, kept, line, opener, refusals);
    }

    private static PoolStats nobodyIsTold() {
        throw new AssertionError("nobody is refused here");
    }

    @Override
    public void close() {
        kept.close();
        threads.close();
    }
}
