package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.DurationCounts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts durations by size, without a lock. Thread-safe. */
final class DurationCounter {

    private static final List<Integer> BOUNDS = DurationCounts.BOUNDS_MILLIS;

    private final List<LongAdder> counts =
            Stream.generate(LongAdder::new).limit(BOUNDS.size() + 1L).toList();
    private final LongAdder nanos = new LongAdder();

    void record(Duration duration) {
        int bucket = (int) IntStream.range(0, BOUNDS.size())
                .takeWhile(index -> duration.compareTo(Duration.ofMillis(BOUNDS.get(index))) > 0)
                .count();
        counts.get(bucket).increment();
        nanos.add(duration.toNanos());
    }

    DurationCounts counts() {
        return new DurationCounts(counts.stream().map(LongAdder::sum).toList(), Duration.ofNanos(nanos.sum()));
    }
}
