package io.seedcore.pool.monitoring.advice;

import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.DemandWatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Watches what is asked of pools, and advises sizes. Never reaches a database. Thread-safe. */
public final class Advisor {

    private record Watched(PoolSettings settings, DemandWatch watch) {}

    private final PoolReader reader;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    public Advisor(PoolReader reader) {
        this.reader = reader;
    }

    /** To be called every few seconds. */
    public void look() {
        watched.keySet().retainAll(reader.names());
        reader.readAll()
                .forEach(reading -> watch(reading).look(reading.durations().usage(), System.nanoTime()));
    }

    /** One that took the place of another of its name is watched anew. */
    private DemandWatch watch(Reading reading) {
        PoolSettings settings = reading.settings();
        return watched.compute(
                        settings.name(),
                        (name, before) -> before != null && before.settings() == settings
                                ? before
                                : new Watched(settings, new DemandWatch()))
                .watch();
    }

    /** By database, in their order. */
    public Map<String, Advice> advice() {
        Map<String, Advice> advice = new LinkedHashMap<>();
        reader.readAll()
                .forEach(reading -> advice.put(
                        reading.settings().name(), Advice.of(watch(reading).demand(), reading.stats())));
        return advice;
    }
}
