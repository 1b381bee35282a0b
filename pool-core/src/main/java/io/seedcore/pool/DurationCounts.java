package io.seedcore.pool;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How many durations there were, by size, since the pool exists.
 *
 * @param counts how many were at most as long as the bound of the same index in {@link #BOUNDS_MILLIS} and longer than
 *     the one before; one entry more than there are bounds, for those longer than all
 * @param sum all of them together; durations below a millisecond count in it on average
 */
public record DurationCounts(List<Long> counts, Duration sum) {

    /** Upper ends of the buckets in milliseconds, without the last bucket, which has none. */
    public static final List<Integer> BOUNDS_MILLIS =
            List.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    public DurationCounts {
        counts = List.copyOf(counts);
    }

    /** @param counts at least one more entry than there are bounds; further ones are ignored */
    public static DurationCounts of(long[] counts, long sumMillis) {
        return new DurationCounts(
                LongStream.of(counts).limit(BOUNDS_MILLIS.size() + 1L).boxed().toList(), Duration.ofMillis(sumMillis));
    }

    /** Both together. */
    public DurationCounts plus(DurationCounts other) {
        return new DurationCounts(
                IntStream.range(0, counts.size())
                        .mapToObj(bucket -> counts.get(bucket) + other.counts.get(bucket))
                        .toList(),
                sum.plus(other.sum));
    }

    /** How many there were. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
