package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import java.time.Duration;

/**
 * The transactions of a registry with what no application can choose: short limits, and somebody who sees each step. It is
 * the engine of the product, made otherwise.
 */
public final class WatchedEngine {

    /** Those of servers, and of silence, are none of the engine's; they are 20 seconds at most. */
    private static final Limits SHORT = new Limits(
            Duration.ofSeconds(8),
            Duration.ofSeconds(8),
            Duration.ofSeconds(8),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20));

    private WatchedEngine() {}

    /** Sees each request before it is made and each answer before anything is done about it; may take its time. */
    public interface Watcher {

        void before(Request request);

        /** @return what is told to whoever asked; another answer than {@code answer} is one that was lost */
        Answer after(Request request, Answer answer);
    }

    /** The caller closes it. */
    public static AtomicTransactions open(PoolRegistry registry, Watcher watcher) {
        return new Engine(registry, SHORT, new Witness() {
            @Override
            public void before(Request request) {
                watcher.before(request);
            }

            @Override
            public Answer after(Request request, Answer answer) {
                return watcher.after(request, answer);
            }
        });
    }

    /** One whose recovery removes every decision of which no branch is left, however young. The caller closes it. */
    public static AtomicTransactions sweeping(PoolRegistry registry) {
        Duration least = Duration.ofNanos(24);
        Engine engine = new Engine(
                registry,
                new Limits(
                        SHORT.answer(),
                        SHORT.prepare(),
                        SHORT.settle(),
                        SHORT.finish(),
                        SHORT.grace(),
                        SHORT.stall(),
                        SHORT.scan(),
                        least),
                Witness.NONE);
        // Who has never needed the stores does not look into them.
        engine.newId(true);
        return engine;
    }
}
