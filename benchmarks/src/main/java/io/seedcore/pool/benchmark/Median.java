package io.seedcore.pool.benchmark;

import java.util.Collection;

/** The value in the middle: one disturbed round does not move it. */
public final class Median {

    private Median() {}

    /** NaN where there are none. */
    public static double of(Collection<? extends Number> values) {
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
