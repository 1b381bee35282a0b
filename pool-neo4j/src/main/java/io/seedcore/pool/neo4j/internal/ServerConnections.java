package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.neo4j.internal.PoolMetrics.Counts;
import java.util.concurrent.TimeUnit;

/**
 * The connections to one server address, counted from what the driver tells. Thread-safe.
 *
 * <p>What is lent is exact. What is idle is exact too as long as no connection breaks; the driver discards a broken one
 * silently, or says it twice. It opens a connection only when it has found none idle, so the count is set right then.
 */
final class ServerConnections {

    /** A connection that came back a moment ago may not have been there when the driver looked. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private int lent;
    private int idle;
    private int waiting;
    private long created;
    private long timedOut;
    private long closed;
    private long lastReturn = System.nanoTime() - MOMENT_NANOS;

    synchronized void creating() {
        if (System.nanoTime() - lastReturn >= MOMENT_NANOS) {
            idle = 0;
        }
    }

    synchronized void created() {
        created++;
        idle++;
        lastReturn = System.nanoTime();
    }

    synchronized void closed() {
        idle = Math.max(0, idle - 1);
    }

    synchronized void acquiring() {
        waiting++;
    }

    synchronized void acquired(boolean inVain) {
        waiting--;
        timedOut += inVain ? 1 : 0;
    }

    synchronized void lent() {
        lent++;
        idle = Math.max(0, idle - 1);
    }

    synchronized void returned() {
        lent--;
        idle++;
        lastReturn = System.nanoTime();
    }

    synchronized Counts counts() {
        closed = Math.max(closed, created - lent - idle);
        return new Counts(1, lent, idle, waiting, created, timedOut, closed, 0);
    }
}
