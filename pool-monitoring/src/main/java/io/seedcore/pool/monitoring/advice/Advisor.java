package io.seedcore.pool.monitoring.advice;

import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.DemandWatch;
import io.seedcore.pool.sizing.ServerRoom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Watches what is asked of pools, and advises sizes for them and for their servers. Never reaches a database. Thread-safe. */
public final class Advisor {

    private record Watched(PoolSettings settings, DemandWatch watch) {}

    private final PoolReader reader;
    private final LongSupplier clock;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    public Advisor(PoolReader reader) {
        this(reader, System::nanoTime);
    }

    /** @param clock nanoseconds from any origin */
    Advisor(PoolReader reader, LongSupplier clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** To be called every {@link DemandWatch#SAMPLING}, beside {@link #look()}. */
    public void sample() {
        watched.forEach((name, pool) ->
                reader.stats(name).ifPresent(stats -> pool.watch().sample(stats.checkedOut())));
    }

    /** To be called every few seconds. */
    public void look() {
        watched.keySet().retainAll(reader.names());
        reader.readAll()
                .forEach(reading -> watch(reading).look(reading.durations().usage(), clock.getAsLong()));
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

    /** What was found until now. */
    public SizingReport report() {
        List<Reading> readings = reader.readAll();
        Map<String, Advice> advice = new LinkedHashMap<>();
        readings.forEach(reading ->
                advice.put(reading.settings().name(), Advice.of(watch(reading).demand(), reading.stats())));
        Map<String, ServerAdvice> servers = new LinkedHashMap<>();
        for (Reading reading : readings) {
            List<Reading> beside = readings.stream()
                    .filter(other -> onOneServer(reading, other))
                    .toList();
            servers.put(reading.settings().name(), ServerAdvice.of(beside, advice));
        }
        return new SizingReport(advice, servers);
    }

    private static boolean onOneServer(Reading one, Reading other) {
        return one == other
                || one.server() instanceof ServerRoom.Known known
                        && other.server() instanceof ServerRoom.Known beside
                        && known.server().equals(beside.server());
    }
}
