package io.seedcore.pool.sizing;

import io.seedcore.pool.DurationCounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a pool's counters from time to time, takes samples of how many connections are lent in between, and keeps the
 * busiest window: the one that needs the largest pool. Thread-safe.
 */
public final class DemandWatch {

    /** The shortest time over which a rate is taken; a burst below that is what the overflow is for. */
    public static final Duration WINDOW = Duration.ofSeconds(15);

    /** How often samples are to be taken, so that what happens again and again within a window is seen. */
    public static final Duration SAMPLING = Duration.ofMillis(100);

    private static final long SAMPLES_OF_A_WINDOW = WINDOW.dividedBy(SAMPLING);

    /** One of so many samples may have more connections lent than the peak. */
    private static final int SAMPLES_FOR_ONE_ABOVE = 50;

    /** @param lent the samples since the look before */
    private record Look(long at, long loans, Duration held, List<Integer> lent) {}

    private final Deque<Look> recent = new ArrayDeque<>();
    private final Deque<Integer> samples = new ArrayDeque<>();
    private Demand busiest = Demand.NONE;
    private long firstAt;
    private long firstLoans;

    /** @param lent connections that are lent at this moment */
    public synchronized void sample(int lent) {
        // While nobody looks they must not pile up; those older than a window say nothing of the next one.
        if (samples.size() == SAMPLES_OF_A_WINDOW) {
            samples.removeFirst();
        }
        samples.addLast(lent);
    }

    /**
     * @param usage how long connections were lent since the pool exists
     * @param now nanoseconds from any origin
     */
    public synchronized void look(DurationCounts usage, long now) {
        Look look = new Look(now, usage.count(), usage.sum(), List.copyOf(samples));
        samples.clear();
        if (recent.isEmpty()) {
            firstAt = now;
            firstLoans = look.loans();
        }
        recent.addLast(look);
        Look start = windowStart(now);
        if (start != null) {
            Demand window = between(start, look, samplesOfTheWindow());
            busiest = Demand.BY_SIZE.compare(window, busiest) > 0 ? window : busiest;
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

    /** Those since the first of the recent looks, the highest first. */
    private List<Integer> samplesOfTheWindow() {
        return recent.stream()
                .skip(1)
                .flatMap(look -> look.lent().stream())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Demand between(Look start, Look end, List<Integer> lent) {
        long loans = end.loans() - start.loans();
        if (loans <= 0) {
            return Demand.NONE;
        }
        Duration time = Duration.ofNanos(end.at() - start.at());
        Duration held = heldWithin(time, end.held().minus(start.held()), lent).dividedBy(loans);
        return new Demand(loans * 1e9 / time.toNanos(), held, peak(lent), loans, time);
    }

    /**
     * A loan is counted with all of its time when it comes back, also with that before the window; the samples show how
     * many connections were really lent in it.
     */
    private static Duration heldWithin(Duration window, Duration counted, List<Integer> lent) {
        if (lent.isEmpty()) {
            return counted;
        }
        long sampled = lent.stream().mapToLong(Integer::longValue).sum();
        Duration most = window.multipliedBy(sampled).dividedBy(lent.size());
        return counted.compareTo(most) < 0 ? counted : most;
    }

    private static int peak(List<Integer> highestFirst) {
        return highestFirst.isEmpty() ? 0 : highestFirst.get(highestFirst.size() / SAMPLES_FOR_ONE_ABOVE);
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
                busiest.peak(),
                last.loans() - firstLoans,
                Duration.ofNanos(last.at() - firstAt));
    }
}
