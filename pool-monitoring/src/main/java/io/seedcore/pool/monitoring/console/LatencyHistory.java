package io.seedcore.pool.monitoring.console;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pools' counters of the last minutes, so that whoever opens the console sees where they come from. Thread-safe. */
public final class LatencyHistory {

    /** Five minutes, where it is called with each round of health checks. */
    private static final int REMEMBERED = 60;

    /** Of one pool at one moment, as counted since it exists. */
    record Counts(DurationCounts acquire, DurationCounts queries) {

        static Counts of(Reading reading) {
            DurationCounts none = new DurationCounts(List.of(), Duration.ZERO);
            return new Counts(
                    reading.durations().acquire(), reading.allQueries().orElse(none));
        }
    }

    /** All pools at one moment, by name. */
    record Sample(Instant at, Map<String, Counts> pools) {}

    private final PoolReader reader;
    private final Deque<Sample> samples = new ArrayDeque<>();

    public LatencyHistory(PoolReader reader) {
        this.reader = reader;
    }

    /** To be called every few seconds. */
    public void look() {
        Map<String, Counts> pools = new LinkedHashMap<>();
        reader.readAll().forEach(reading -> pools.put(reading.settings().name(), Counts.of(reading)));
        add(new Sample(Instant.now(), pools));
    }

    private synchronized void add(Sample sample) {
        samples.addLast(sample);
        if (samples.size() > REMEMBERED) {
            samples.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }
}
