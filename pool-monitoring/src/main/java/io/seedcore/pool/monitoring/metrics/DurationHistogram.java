package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.DurationCounts;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations by size. Recording takes no lock and allocates nothing. Thread-safe. */
public final class DurationHistogram {

    private static final List<Double> POOL_BOUNDS =
            DurationCounts.BOUNDS_MILLIS.stream().map(bound -> bound / 1e3).toList();

    private final List<Double> bounds;
    private final long[] nanoBounds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /** @param bounds upper ends of the buckets in seconds, ascending; the last bucket, without end, is not among them */
    DurationHistogram(List<Double> bounds) {
        this.bounds = List.copyOf(bounds);
        this.nanoBounds =
                bounds.stream().mapToLong(bound -> Math.round(bound * 1e9)).toArray();
        this.counts = new LongAdder[nanoBounds.length + 1];
        Arrays.setAll(counts, ignored -> new LongAdder());
    }

    /** What a pool has counted by itself. */
    static DurationHistogram of(DurationCounts counted) {
        return of(counted, POOL_BOUNDS);
    }

    /** @param bounds the first of those with which the pool counts, or all of them */
    static DurationHistogram of(DurationCounts counted, List<Double> bounds) {
        DurationHistogram histogram = new DurationHistogram(bounds);
        for (int bucket = 0; bucket < counted.counts().size(); bucket++) {
            histogram.counts[Math.min(bucket, bounds.size())].add(
                    counted.counts().get(bucket));
        }
        histogram.nanos.add(counted.sum().toNanos());
        return histogram;
    }

    void record(long duration) {
        int bucket = 0;
        while (bucket < nanoBounds.length && duration > nanoBounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(duration);
    }

    /** Upper ends of the buckets in seconds, without the last one, which has none. */
    public List<Double> bounds() {
        return bounds;
    }

    /** How many durations fell into each bucket and into none before it; one more entry than {@link #bounds()}. */
    public long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** How many durations were at most as long as the end of bucket {@code index}. */
    public long cumulative(int index) {
        long sum = 0;
        for (int i = 0; i <= index; i++) {
            sum += counts[i].sum();
        }
        return sum;
    }

    /** How many there were. */
    public long count() {
        return cumulative(counts.length - 1);
    }

    /** All of them together, in seconds. */
    public double sum() {
        return nanos.sum() / 1e9;
    }
}
