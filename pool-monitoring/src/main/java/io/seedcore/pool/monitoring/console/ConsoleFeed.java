package io.seedcore.pool.monitoring.console;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.advice.ServerAdvice;
import io.seedcore.pool.monitoring.advice.SizingReport;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.event.PoolEvent;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.health.HealthSnapshot;
import io.seedcore.pool.monitoring.json.AdviceJson;
import io.seedcore.pool.monitoring.json.StatsJson;
import io.seedcore.pool.monitoring.metrics.ApplicationLabel;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import io.seedcore.pool.sizing.Advice;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the console shows, as one line of JSON. Reads memory and looks at threads; never reaches a database.
 * Thread-safe.
 */
public final class ConsoleFeed {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private final PoolRegistry registry;
    private final PoolReader reader;
    private final HealthMonitor health;
    private final Advisor advisor;
    private final RecentEvents events;
    private final LatencyHistory history;
    private final AnomalyMonitor anomalies;
    private final ApplicationLabel application;

    public ConsoleFeed(
            PoolRegistry registry,
            PoolReader reader,
            HealthMonitor health,
            Advisor advisor,
            RecentEvents events,
            LatencyHistory history,
            AnomalyMonitor anomalies,
            ApplicationLabel application) {
        this.registry = registry;
        this.reader = reader;
        this.health = health;
        this.advisor = advisor;
        this.events = events;
        this.history = history;
        this.anomalies = anomalies;
        this.application = application;
    }

    /** The line to begin with: as {@link #line()}, and how the counters came to be what they are. */
    public String firstLine() {
        return now().add("history", history()).build().toString();
    }

    /** All pools at this moment, without a line break. */
    public String line() {
        return now().build().toString();
    }

    private JsonObjectBuilder now() {
        SizingReport sizing = advisor.report();
        JsonArrayBuilder pools = JSON.createArrayBuilder();
        for (Reading reading : reader.readAll()) {
            String name = reading.settings().name();
            registry.find(name).ifPresent(pool -> pools.add(pool(pool, reading, sizing)));
        }
        return JSON.createObjectBuilder()
                .add("at", text(Instant.now()))
                .add("application", application.get())
                .add("bounds_ms", JSON.createArrayBuilder(DurationCounts.BOUNDS_MILLIS))
                .add("pools", pools)
                .add("events", events());
    }

    private JsonObjectBuilder pool(Pool pool, Reading reading, SizingReport sizing) {
        JsonObjectBuilder json = StatsJson.of(pool, registry.transactions(), anomalies.of(pool.name()))
                .add("kind", pool.kind().name().toLowerCase(Locale.ROOT))
                .add("health", health(health.of(pool.name())))
                .add("counts", counts(LatencyHistory.Counts.of(reading)));
        Advice advice = sizing.pools().get(pool.name());
        ServerAdvice server = sizing.servers().get(pool.name());
        if (advice != null && server != null) {
            json.add("advice", AdviceJson.of(pool.name(), advice).add("server", AdviceJson.server(server)));
        }
        return json;
    }

    private static JsonObjectBuilder health(HealthSnapshot snapshot) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("known", snapshot.known())
                .add("up", snapshot.up())
                .add("latency_ms", snapshot.latency().toMillis());
        add(json, "version", snapshot.version());
        add(json, "since", snapshot.since() == null ? null : text(snapshot.since()));
        add(json, "error", snapshot.error());
        return json;
    }

    private static void add(JsonObjectBuilder json, String key, @Nullable String value) {
        if (value != null) {
            json.add(key, value);
        }
    }

    private static JsonObjectBuilder counts(LatencyHistory.Counts counts) {
        return JSON.createObjectBuilder()
                .add("acquire", JSON.createArrayBuilder(counts.acquire().counts()))
                .add("queries", JSON.createArrayBuilder(counts.queries().counts()));
    }

    private JsonArrayBuilder history() {
        JsonArrayBuilder samples = JSON.createArrayBuilder();
        for (LatencyHistory.Sample sample : history.samples()) {
            JsonObjectBuilder pools = JSON.createObjectBuilder();
            sample.pools().forEach((name, counts) -> pools.add(name, counts(counts)));
            samples.add(JSON.createObjectBuilder().add("at", text(sample.at())).add("pools", pools));
        }
        return samples;
    }

    private JsonArrayBuilder events() {
        JsonArrayBuilder latest = JSON.createArrayBuilder();
        for (PoolEvent event : events.latest()) {
            latest.add(JSON.createObjectBuilder()
                    .add("database", event.database())
                    .add("event", event.type())
                    .add("text", event.text())
                    .add("count", event.count())
                    .add("last", text(event.last())));
        }
        return latest;
    }

    private static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
