package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.neo4j.internal.PoolMetrics.Counts;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pool's numbers, before and after its driver is closed. */
final class GraphStats {

    /** The driver does not tell how long each of its connections has been in use. */
    private static final long NO_LEAKS = 0;

    private final int size;
    private final PoolMetrics metrics;
    private final Circuits circuits;
    private volatile @Nullable PoolStats last;

    GraphStats(int size, PoolMetrics metrics, Circuits circuits) {
        this.size = size;
        this.metrics = metrics;
        this.circuits = circuits;
    }

    PoolStats now() {
        PoolStats frozen = last;
        return frozen == null ? of(metrics.counts()) : frozen;
    }

    int lent() {
        return metrics.counts().lent();
    }

    /** Keeps the counters as they are: a closed driver forgets its own. Every connection still open counts as closed. */
    void freeze() {
        Counts counts = metrics.counts();
        Map<CloseReason, Long> closed = new EnumMap<>(CloseReason.class);
        put(closed, CloseReason.OTHER, counts.closed());
        put(closed, CloseReason.SHUTDOWN, counts.created() - counts.closed());
        last = new PoolStats(
                size,
                size,
                0,
                0,
                0,
                0,
                0,
                counts.created(),
                counts.failed(),
                counts.timedOut(),
                NO_LEAKS,
                closed,
                circuits.state());
    }

    private PoolStats of(Counts counts) {
        int lent = counts.lent();
        int limit = (int) Math.min(Integer.MAX_VALUE, (long) size * Math.max(1, counts.servers()));
        int idle = Math.min(counts.idle(), Math.max(0, limit - lent));
        Map<CloseReason, Long> closed = new EnumMap<>(CloseReason.class);
        put(closed, CloseReason.OTHER, counts.closed());
        return new PoolStats(
                size,
                limit,
                lent,
                idle,
                Math.max(0, lent + idle - size),
                0,
                counts.waiting(),
                counts.created(),
                counts.failed(),
                counts.timedOut(),
                NO_LEAKS,
                closed,
                circuits.state());
    }

    private static void put(Map<CloseReason, Long> closed, CloseReason reason, long count) {
        if (count > 0) {
            closed.put(reason, count);
        }
    }
}
