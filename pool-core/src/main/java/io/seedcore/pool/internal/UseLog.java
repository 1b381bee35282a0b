package io.seedcore.pool.internal;

import io.seedcore.pool.DurationCounts;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Durations in milliseconds, counted by size. Written by one thread at a time, which must hand over visibly to the next
 * writer, so that counting costs neither lock nor barrier; read by anybody, a moment late.
 */
final class UseLog {

    private static final int[] BOUNDS =
            DurationCounts.BOUNDS_MILLIS.stream().mapToInt(Integer::intValue).toArray();
    private static final int SUM = BOUNDS.length + 1;

    private final AtomicLongArray cells = new AtomicLongArray(SUM + 1);

    void record(int millis) {
        int bucket = 0;
        while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
            bucket++;
        }
        cells.setOpaque(bucket, cells.getPlain(bucket) + 1);
        if (millis > 0) {
            cells.setOpaque(SUM, cells.getPlain(SUM) + millis);
        }
    }

    /** Adds what is counted here to {@code total}, which nobody else may write meanwhile. */
    void addTo(long[] total) {
        for (int cell = 0; cell < total.length; cell++) {
            total[cell] += cells.getOpaque(cell);
        }
    }

    static long[] total() {
        return new long[SUM + 1];
    }

    static DurationCounts counts(long[] total) {
        return DurationCounts.of(total, total[SUM]);
    }
}
