package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.ValueType;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.anomaly.Series;
import io.seedcore.pool.sizing.ServerRoom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The single place that knows every metric's name, description and value. All durations are seconds. */
public final class MetricCatalog {

    /** Label of every series: its {@link PoolSettings#name()}. */
    public static final String DATABASE = "database";

    /** Label of every series: who borrowed; {@code sync} for whatever belongs to no borrower. */
    public static final String ENGINE_TYPE = "engine_type";

    /** Label of every series, so that several applications on one server can be told apart. */
    public static final String APPLICATION = "application";

    /**
     * A number that goes up and down.
     *
     * @param label by which it is split; empty when it is not
     * @param values the number for each value of the label; for the empty one when it is not split
     */
    public record Gauge(String name, String help, String label, Function<Reading, Map<String, Double>> values) {

        /** One that is not split. */
        Gauge(String name, String help, ToDoubleFunction<Reading> value) {
            this(name, help, "", reading -> Map.of("", value.applyAsDouble(reading)));
        }
    }

    /**
     * A number that only grows.
     *
     * @param label by which it is split; empty when it is not
     * @param counts the number for each value of the label; for the empty one when it is not split
     */
    public record Counter(String name, String help, String label, Function<Reading, Map<String, Long>> counts) {}

    /**
     * Durations in buckets.
     *
     * @param label by which they are split; empty when they are not
     * @param durations those for each value of the label; for the empty one when they are not split
     */
    public record Histogram(
            String name, String help, String label, Function<Reading, Map<String, DurationHistogram>> durations) {}

    /** The value is always 1; what it says stands in {@link #info}. */
    public static final Gauge INFO =
            new Gauge("database_info", "Settings of the pool, as labels; the value is always 1.", reading -> 1);

    /** Those that tell who borrowed. Every other one stands once, so that no sum counts a connection twice. */
    private static final Set<String> BY_ENGINE_TYPE = Set.of(
            "database_pool_checked_out",
            "database_connection_errors_total",
            "database_pool_timeouts_total",
            "database_pool_acquire_seconds",
            "database_pool_usage_seconds",
            "database_pool_creation_seconds");

    /** What cannot be less than nothing is not known. */
    private static final double UNKNOWN = -1;

    private static final String QUERIES = "database_query_duration_seconds";

    private MetricCatalog() {}

    /** From what a metric is read: once for each value of {@link #ENGINE_TYPE} that it has. */
    public static List<Reading> views(String metric, Reading reading) {
        if (metric.equals(QUERIES)) {
            // Who runs a statement is known also where the pool cannot tell who borrows.
            return Stream.of(EngineType.values()).map(reading::of).toList();
        }
        return BY_ENGINE_TYPE.contains(metric) ? reading.byEngineType() : List.of(reading);
    }

    public static List<Gauge> gauges() {
        return List.of(
                of("database_pool_size", "Connections the pool keeps open (pool_size).", PoolStats::size),
                new Gauge(
                        "database_pool_checked_out",
                        "Connections that are lent at this moment, by who borrowed.",
                        reading -> reading.use().checkedOut()),
                of("database_pool_checked_in", "Idle connections that exist at this moment.", PoolStats::checkedIn),
                of("database_pool_overflow", "Connections open above pool_size, never negative.", PoolStats::overflow),
                of("database_pool_invalid", "Connections found unusable that are not closed yet.", PoolStats::invalid),
                of(
                        "database_pool_utilization_percent",
                        "Lent connections in percent of pool_size; above 100 means that overflow is in use.",
                        PoolStats::utilizationPercent),
                of(
                        "database_pool_max_size",
                        "The most connections the pool opens, overflow included; -1 means no limit.",
                        stats -> stats.maxSize() == Integer.MAX_VALUE ? -1 : stats.maxSize()),
                of("database_pool_pending", "Callers that wait for a connection.", PoolStats::pending),
                new Gauge(
                        "database_health_status",
                        "1 when the database answered the last health check, else 0.",
                        reading -> reading.up() ? 1 : 0),
                of(
                        "database_circuit_state",
                        "Whether connections are opened: 0 closed (they are), 1 half open (one is tried), 2 open (none"
                                + " is).",
                        stats -> stats.circuit().level()),
                server(
                        "database_server_max_connections",
                        "Connections that the server admits to all together (of Neo4j its Bolt threads); -1 while it is"
                                + " not known.",
                        ServerRoom.Known::most),
                server(
                        "database_server_connections",
                        "Connections that everybody has to the server, as it said within the last minute; -1 while it is"
                                + " not known.",
                        ServerRoom.Known::connections),
                new Gauge(
                        "database_in_doubt_transactions",
                        "Transactions over several databases that are prepared in this one and not ended.",
                        reading -> reading.recovery().inDoubt()),
                new Gauge(
                        "database_in_doubt_oldest_seconds",
                        "How long the oldest of them has been prepared; 0 when there is none.",
                        reading -> reading.recovery().oldestSeconds()),
                new Gauge(
                        "database_recovery_last_scan_seconds",
                        "How long ago all databases were last looked through for such transactions; -1 before the first"
                                + " time, and with one database alone.",
                        reading -> reading.recovery().lastScanSeconds()),
                new Gauge(
                        "database_anomaly_score",
                        "How unusual a series of the pool is: 0 as expected, 1 and more an anomaly, 2 at most.",
                        "series",
                        MetricCatalog::anomalyScores));
    }

    private static Gauge of(String name, String help, ToDoubleFunction<PoolStats> value) {
        return new Gauge(name, help, reading -> value.applyAsDouble(reading.stats()));
    }

    private static Gauge server(String name, String help, ToDoubleFunction<ServerRoom.Known> value) {
        return new Gauge(
                name,
                help,
                reading -> reading.server() instanceof ServerRoom.Known known ? value.applyAsDouble(known) : UNKNOWN);
    }

    private static Map<String, Double> anomalyScores(Reading reading) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<Series, Double> found = reading.timings().anomalyScores;
        for (Series series : Series.values()) {
            scores.put(series.label(), found.getOrDefault(series, 0.0));
        }
        return scores;
    }

    public static List<Counter> counters() {
        return List.of(
                new Counter(
                        "database_connection_errors_total",
                        "Attempts to open a connection that failed, by reason.",
                        "error_type",
                        MetricCatalog::errors),
                new Counter(
                        "database_pool_timeouts_total",
                        "Callers that waited for a connection in vain.",
                        "",
                        reading -> Map.of("", reading.use().timeouts())),
                new Counter(
                        "database_pool_created_total",
                        "Connections opened.",
                        "",
                        reading -> Map.of("", reading.stats().created())),
                new Counter(
                        "database_pool_leaks_total",
                        "Loans that lasted longer than the leak threshold.",
                        "",
                        reading -> Map.of("", reading.stats().leaks())),
                new Counter(
                        "database_pool_closed_total",
                        "Connections closed, by reason.",
                        "reason",
                        MetricCatalog::closed),
                new Counter(
                        "database_transactions_total",
                        "Transactions in which the database had a part, by how they ended for their callers.",
                        "outcome",
                        MetricCatalog::outcomes));
    }

    private static Map<String, Long> errors(Reading reading) {
        Map<String, Long> counts = new LinkedHashMap<>();
        reading.timings().errors(reading.engineType()).forEach((error, count) -> counts.put(error.label(), count));
        return counts;
    }

    private static Map<String, Long> closed(Reading reading) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<CloseReason, Long> closed = reading.stats().closed();
        for (CloseReason reason : CloseReason.values()) {
            counts.put(reason.label(), closed.getOrDefault(reason, 0L));
        }
        return counts;
    }

    private static Map<String, Long> outcomes(Reading reading) {
        Map<String, Long> counts = new LinkedHashMap<>();
        reading.outcomes().forEach((verdict, count) -> counts.put(verdict.label(), count));
        return counts;
    }

    public static List<Histogram> histograms() {
        return List.of(
                new Histogram(
                        QUERIES,
                        "How long statements took, by kind, and methods that the application monitors, by its names.",
                        "query_type",
                        MetricCatalog::queries),
                histogram(
                        "database_health_check_duration_seconds",
                        "How long health checks of the database took.",
                        reading -> reading.timings().healthCheck),
                histogram(
                        "database_pool_acquire_seconds",
                        "How long callers waited for a connection they got.",
                        reading ->
                                DurationHistogram.of(reading.use().durations().acquire())),
                histogram(
                        "database_pool_usage_seconds",
                        "How long connections were lent.",
                        reading ->
                                DurationHistogram.of(reading.use().durations().usage())),
                histogram(
                        "database_pool_creation_seconds",
                        "How long it took to open a connection, by who asked for it.",
                        reading -> reading.timings().creation(reading.engineType())));
    }

    private static Histogram histogram(String name, String help, Function<Reading, DurationHistogram> durations) {
        return new Histogram(name, help, "", reading -> Map.of("", durations.apply(reading)));
    }

    private static Map<String, DurationHistogram> queries(Reading reading) {
        Map<String, DurationHistogram> durations = new LinkedHashMap<>();
        reading.queriesOfType()
                .forEach((kind, counts) ->
                        durations.put(kind.label(), DurationHistogram.of(counts, PoolTimings.ANSWERS)));
        durations.putAll(reading.timings().named(reading.engineType()));
        return durations;
    }

    /** The labels of {@link #INFO} beside the usual ones; the same names for every kind of database, no secrets. */
    public static Map<String, String> info(PoolSettings settings) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("kind", settings.kind().defaultName());
        labels.put("pool_size", String.valueOf(settings.size()));
        labels.put("max_size", settings.maxSize() == Integer.MAX_VALUE ? "-1" : String.valueOf(settings.maxSize()));
        labels.put("pool_timeout", Durations.seconds(settings.acquisitionTimeout()));
        labels.put("pool_start", ValueType.word(settings.start()));
        return labels;
    }
}
