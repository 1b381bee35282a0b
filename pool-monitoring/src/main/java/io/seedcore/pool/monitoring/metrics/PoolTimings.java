package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.anomaly.Series;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was heard of one pool and is not in its {@link io.seedcore.pool.PoolStats}. */
public final class PoolTimings {

    /** For what a database answers, in seconds. */
    static final List<Double> ANSWERS = List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    final DurationHistogram healthCheck = new DurationHistogram(ANSWERS);
    private final Map<EngineType, Map<String, DurationHistogram>> named = new EnumMap<>(EngineType.class);
    private final Map<EngineType, DurationHistogram> creation = new EnumMap<>(EngineType.class);
    private final LongAdder[][] errors = new LongAdder[EngineType.values().length][ConnectError.values().length];

    /** As of the last look; empty before the first one. */
    volatile Map<Series, Double> anomalyScores = Map.of();

    /** @param names of queries of the application, by who asks them */
    PoolTimings(Map<EngineType, Set<String>> names) {
        names.forEach((type, ofType) -> named.put(
                type,
                ofType.stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                name -> new DurationHistogram(ANSWERS),
                                (one, other) -> one,
                                TreeMap::new))));
        for (EngineType type : EngineType.values()) {
            creation.put(type, new DurationHistogram(ANSWERS));
        }
        for (LongAdder[] ofType : errors) {
            Arrays.setAll(ofType, ignored -> new LongAdder());
        }
    }

    /** How long opening connections took for those of one type. */
    DurationHistogram creation(EngineType type) {
        return Objects.requireNonNull(creation.get(type));
    }

    void failed(EngineType type, ConnectError error) {
        errors[type.ordinal()][error.ordinal()].increment();
    }

    /** The application's own queries by name. */
    Map<String, DurationHistogram> named(EngineType type) {
        return named.getOrDefault(type, Map.of());
    }

    Map<ConnectError, Long> errors(EngineType type) {
        Map<ConnectError, Long> counts = new EnumMap<>(ConnectError.class);
        for (ConnectError error : ConnectError.values()) {
            counts.put(error, errors[type.ordinal()][error.ordinal()].sum());
        }
        return counts;
    }
}
