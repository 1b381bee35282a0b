package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolUse;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.anomaly.PoolLook;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pools by name, at each scrape anew, since they come and go. Never reaches a database. Thread-safe. */
public final class PoolReader {

    private static final Logger LOG = LoggerFactory.getLogger(PoolReader.class);

    private final PoolRegistry registry;
    private final HealthMonitor health;
    private final MetricsRecorder recorder;

    public PoolReader(PoolRegistry registry, HealthMonitor health, MetricsRecorder recorder) {
        this.registry = registry;
        this.health = health;
        this.recorder = recorder;
    }

    /** The names of the databases there are. */
    public Set<String> names() {
        return registry.names();
    }

    /** The database called {@code name}; empty where there is none, none any more, or its pool cannot be opened. */
    public Optional<Reading> read(String name) {
        return find(name, this::read);
    }

    /** The numbers of that pool alone, which cost little; empty as with {@link #read}. */
    public Optional<PoolStats> stats(String name) {
        return find(name, Pool::stats);
    }

    private <T> Optional<T> find(String name, Function<Pool, T> reading) {
        try {
            return registry.find(name).map(reading);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{}: it is not, or no longer, there to be read", name, e);
            return Optional.empty();
        }
    }

    /** Of all databases, what is watched for anomalies. */
    public List<PoolLook> looks() {
        return readAll().stream().map(Reading::look).toList();
    }

    /** All databases. */
    public List<Reading> readAll() {
        return names().stream().flatMap(name -> read(name).stream()).toList();
    }

    private Reading read(Pool pool) {
        String name = pool.name();
        return new Reading(
                pool.settings(),
                pool.stats(),
                EngineType.SYNC,
                uses(pool),
                queries(pool),
                RecoveryReading.of(registry.transactions(), name),
                registry.transactions().outcomes(name),
                health.of(name).up(),
                health.server(name),
                recorder.timings(name));
    }

    private static Map<EngineType, Map<QueryKind, DurationCounts>> queries(Pool pool) {
        Map<EngineType, Map<QueryKind, DurationCounts>> queries = new EnumMap<>(EngineType.class);
        for (EngineType type : EngineType.values()) {
            queries.put(type, pool.queries(type));
        }
        return queries;
    }

    private static Map<EngineType, PoolUse> uses(Pool pool) {
        Map<EngineType, PoolUse> uses = new EnumMap<>(EngineType.class);
        for (EngineType type : EngineType.values()) {
            pool.use(type).ifPresent(use -> uses.put(type, use));
        }
        return uses;
    }
}
