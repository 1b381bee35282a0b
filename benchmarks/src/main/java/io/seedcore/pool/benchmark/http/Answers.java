package io.seedcore.pool.benchmark.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long answers took, by kind: a status such as {@code 200}, or the name of what was thrown. Thread-safe. */
final class Answers {

    private static final int DIGITS = 3;

    private final ConcurrentMap<String, Histogram> kinds = new ConcurrentHashMap<>();

    void add(String kind, long nanos) {
        kinds.computeIfAbsent(kind, first -> new ConcurrentHistogram(DIGITS)).recordValue(nanos);
    }

    long count() {
        return kinds.values().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /** Those that are no success: neither 2xx nor 3xx. */
    long failed() {
        return kinds.entrySet().stream()
                .filter(kind -> !isSuccess(kind.getKey()))
                .mapToLong(kind -> kind.getValue().getTotalCount())
                .sum();
    }

    static boolean isSuccess(String kind) {
        return kind.startsWith("2") || kind.startsWith("3");
    }

    /** As they are now, by kind. */
    Map<String, Histogram> byKind() {
        return kinds;
    }

    Histogram all() {
        Histogram all = new Histogram(DIGITS);
        kinds.values().forEach(all::add);
        return all;
    }

    static double millis(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    static double perSecond(long count, Duration length) {
        return count * (double) TimeUnit.SECONDS.toNanos(1) / length.toNanos();
    }
}
