package io.seedcore.pool.sizing;

import io.seedcore.pool.DurationCounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a pool's counters from time to time, and keeps the busiest window: the one in which most connections were held
 * at once on average. Thread-safe.
 */
public final class DemandWatch {

    /** The shortest time over which a rate is taken; a burst below that is what the overflow is for. */
    public static final Duration WINDOW = Duration.ofSeconds(15);

    private record Look(long at, long loans, Duration held) {}

    private final Deque<Look> recent = new ArrayDeque<>();
    private Demand busiest = Demand.NONE;
    private long firstAt;
    private long firstLoans;

    /**
     * @param usage how long connections were lent since the pool exists
     * @param now nanoseconds from any origin
     */
    public synchronized void look(DurationCounts usage, long now) {
        Look look = new Look(now, usage.count(), usage.sum());
        if (recent.isEmpty()) {
            firstAt = now;
            firstLoans = look.loans();
        }
        recent.addLast(look);
        Look start = windowStart(now);
        if (start != null) {
            Demand window = between(start, look);
            busiest = window.connections() > busiest.connections() ? window : busiest;
        }
    }

    /** The youngest look that is at least a window old. */
    private @Nullable Look windowStart(long now) {
        Look found = null;
        while (now - recent.getFirst().at() >= WINDOW.toNanos()) {
            found = recent.removeFirst();
        }
        if (found != null) {
            recent.addFirst(found);
        }
        return found;
    }

    private static Demand between(Look start, Look end) {
        long loans = end.loans() - start.loans();
        if (loans <= 0) {
            return Demand.NONE;
        }
        Duration time = Duration.ofNanos(end.at() - start.at());
        Duration held = end.held().minus(start.held()).dividedBy(loans);
        return new Demand(loans * 1e9 / time.toNanos(), held, loans, time);
    }

    /** What was asked until the last look. */
    public synchronized Demand demand() {
        if (recent.isEmpty()) {
            return Demand.NONE;
        }
        Look last = recent.getLast();
        return new Demand(
                busiest.loansPerSecond(),
                busiest.held(),
                last.loans() - firstLoans,
                Duration.ofNanos(last.at() - firstAt));
    }
}
