package io.seedcore.pool.jakarta.internal.graph.async;

import io.seedcore.pool.neo4j.GraphPool;
import io.seedcore.pool.neo4j.TransactionMark;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of one database that nobody waits for any more. The server is asked to end all of them, again and
 * again until the driver has noticed, since a statement may reach it later than the question. There is a thread only
 * while there are such. Thread-safe.
 */
public final class Terminations {

    private static final Logger LOG = LoggerFactory.getLogger(Terminations.class);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final String database;
    private final Supplier<GraphPool> pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<CompletableFuture<?>, TransactionMark> wanted = new HashMap<>();
    private long pause = FIRST_PAUSE_MILLIS;
    private boolean asking;

    /** @param pool looked up at each question */
    public Terminations(String database, Supplier<GraphPool> pool) {
        this.database = database;
        this.pool = pool;
    }

    /** Ends the transaction with this mark, until {@code ended} is complete. Waits for nothing. */
    void end(TransactionMark mark, CompletableFuture<?> ended) {
        change(() -> wanted.put(ended, mark));
        ended.whenComplete((value, failure) -> change(() -> wanted.remove(ended)));
    }

    /** What waited for a connection may run as soon as another has ended, so it is not long until the next question. */
    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            pause = FIRST_PAUSE_MILLIS;
            changed.signalAll();
            if (!asking && !wanted.isEmpty()) {
                Thread thread = new Thread(this::askUntilEnded, "seedcore-cancel-" + database);
                thread.setDaemon(true);
                thread.start();
                asking = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void askUntilEnded() {
        for (Set<TransactionMark> marks = next(); !marks.isEmpty(); marks = next()) {
            try {
                pool.get().terminate(marks, LONGEST_QUESTION);
            } catch (Exception e) {
                LOG.debug("{}: the server could not be asked to end transactions; it is asked again", database, e);
            }
            pause();
        }
    }

    /** None where the thread ends. */
    private Set<TransactionMark> next() {
        lock.lock();
        try {
            asking = !wanted.isEmpty();
            return Set.copyOf(wanted.values());
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long millis = pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            if (!wanted.isEmpty()) {
                changed.await(millis, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            wanted.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Asks no more for what is wanted now. To be called after the pools are closed, with which all transactions end. */
    public void close() {
        change(wanted::clear);
    }
}
