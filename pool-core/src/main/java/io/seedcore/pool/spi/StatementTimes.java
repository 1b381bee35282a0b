package io.seedcore.pool.spi;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.event.EngineType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Durations of statements, counted exactly. After a statement the processor's caches hold what the driver, the kernel and
 * the server worked on, and each place in memory that is looked at has to be fetched again: so all that one statement
 * counts lies side by side, in cells that its thread shares with few others. Thread-safe.
 */
final class StatementTimes {

    private static final long[] BOUNDS = DurationCounts.BOUNDS_MILLIS.stream()
            .mapToLong(TimeUnit.MILLISECONDS::toNanos)
            .toArray();

    /** Of one type and kind: the sum, then the buckets. */
    private static final int CELLS = BOUNDS.length + 2;

    private static final int KINDS = QueryKind.values().length;
    private static final int TYPES = EngineType.values().length;

    /** A power of two; as many as there are processors, but not without limit, for each pool has them. */
    private static final int STRIPES =
            Integer.highestOneBit(Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final AtomicLongArray[] stripes = Stream.generate(() -> new AtomicLongArray(TYPES * KINDS * CELLS))
            .limit(STRIPES)
            .toArray(AtomicLongArray[]::new);

    void record(EngineType type, QueryKind kind, long nanos) {
        // Threads of one pool have numbers that follow each other.
        AtomicLongArray cells = stripes[(int) Thread.currentThread().getId() & STRIPES - 1];
        int sum = sum(type, kind);
        cells.getAndAdd(sum, nanos);
        cells.getAndIncrement(sum + 1 + bucket(nanos));
    }

    private static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static int sum(EngineType type, QueryKind kind) {
        return (type.ordinal() * KINDS + kind.ordinal()) * CELLS;
    }

    DurationCounts counts(EngineType type, QueryKind kind) {
        int sum = sum(type, kind);
        List<Long> counts = IntStream.range(sum + 1, sum + CELLS)
                .mapToLong(this::total)
                .boxed()
                .toList();
        return new DurationCounts(counts, Duration.ofNanos(total(sum)));
    }

    private long total(int cell) {
        return Arrays.stream(stripes).mapToLong(cells -> cells.get(cell)).sum();
    }
}
