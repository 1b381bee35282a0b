package io.seedcore.pool.monitoring.anomaly;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;

/** The last values of a series, and what is usual among them. Not thread-safe. */
final class RecentLevel {

    /** A quarter of an hour, with a value every five seconds. */
    static final int REMEMBERED = 180;

    /** By which the median of absolute deviations is a standard deviation, where values are spread normally. */
    private static final double NORMAL = 1.4826;

    private static final Median MEDIAN = Median.withDefaults().withCopy(true);

    private final double[] values = new double[REMEMBERED];
    private int count;
    private int next;

    void add(double value) {
        values[next] = value;
        next = (next + 1) % REMEMBERED;
        count = Math.min(REMEMBERED, count + 1);
    }

    void clear() {
        count = 0;
        next = 0;
    }

    int count() {
        return count;
    }

    /** The middle of them, which single outliers do not move; NaN where there are none. */
    double median() {
        return MEDIAN.evaluateRange(values, 0, count);
    }

    /** Their standard deviation from {@code median}, as the values in the middle show it. */
    double deviation(double median) {
        double[] distances = Arrays.stream(values, 0, count)
                .map(value -> Math.abs(value - median))
                .toArray();
        return NORMAL * MEDIAN.evaluate(distances);
    }
}
