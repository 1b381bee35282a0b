package io.seedcore.pool.monitoring.microprofile.metrics;

import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.metrics.DurationHistogram;
import io.seedcore.pool.monitoring.metrics.MetricCatalog;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The series of one pool. No unit is given anywhere: servers turn it into a suffix of the name. Buckets are gauges,
 * because Payara 6 prints wrong values for the histograms and timers of its own.
 */
final class PublishedPool {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedPool.class);

    private final PoolSettings settings;
    private final MetricRegistry metrics;
    private final PoolReader reader;
    private final List<Tag> tags;
    private final Set<MetricID> series = new HashSet<>();

    private PublishedPool(PoolSettings settings, MetricRegistry metrics, PoolReader reader, String application) {
        this.settings = settings;
        this.metrics = metrics;
        this.reader = reader;
        this.tags = List.of(
                new Tag(MetricCatalog.APPLICATION, application), new Tag(MetricCatalog.DATABASE, settings.name()));
    }

    static PublishedPool of(Reading reading, MetricRegistry metrics, PoolReader reader, String application) {
        PublishedPool pool = new PublishedPool(reading.settings(), metrics, reader, application);
        MetricCatalog.gauges()
                .forEach(gauge -> MetricCatalog.views(gauge.name(), reading).forEach(view -> pool.add(gauge, view)));
        pool.addInfo();
        pool.addHistograms(reading);
        return pool;
    }

    String name() {
        return settings.name();
    }

    /** Whether these are the series of the pool that was just read, in that application. */
    boolean isOf(@Nullable Reading now, String application) {
        return now != null
                && now.settings() == settings
                && tags.get(0).getTagValue().equals(application);
    }

    /** Takes the series back. */
    void remove() {
        series.forEach(metrics::remove);
    }

    /** Brings up to date what is not read by itself. */
    void update(Reading reading) {
        MetricCatalog.counters()
                .forEach(counter -> MetricCatalog.views(counter.name(), reading)
                        .forEach(view -> counter.counts()
                                .apply(view)
                                .forEach((label, count) -> raise(counter, view.engineType(), label, count))));
    }

    private void raise(MetricCatalog.Counter counter, EngineType type, String label, long count) {
        Tag[] labels = tags(type, counter.label(), label);
        series.add(new MetricID(counter.name(), labels));
        Counter registered = metrics.counter(metadata(counter.name(), counter.help()), labels);
        long missing = count - registered.getCount();
        if (missing > 0) {
            registered.inc(missing);
        }
    }

    /** Which values a label has does not change while the pool exists. */
    private void add(MetricCatalog.Gauge gauge, Reading view) {
        gauge.values()
                .apply(view)
                .keySet()
                .forEach(label -> add(
                        view.engineType(),
                        gauge.name(),
                        gauge.help(),
                        reading -> gauge.values().apply(reading).getOrDefault(label, 0.0),
                        tags(view.engineType(), gauge.label(), label)));
    }

    private void addInfo() {
        Map<String, String> info = MetricCatalog.info(settings);
        Tag[] labels = tags(
                EngineType.SYNC,
                info.entrySet().stream()
                        .map(label -> new Tag(label.getKey(), label.getValue()))
                        .toArray(Tag[]::new));
        add(EngineType.SYNC, MetricCatalog.INFO.name(), MetricCatalog.INFO.help(), reading -> 1, labels);
    }

    /** Which kinds of statement there are does not change while the pool exists. */
    private void addHistograms(Reading reading) {
        MetricCatalog.histograms()
                .forEach(histogram -> MetricCatalog.views(histogram.name(), reading)
                        .forEach(view -> histogram
                                .durations()
                                .apply(view)
                                .forEach((label, shape) -> add(histogram, view.engineType(), label, shape))));
    }

    private void add(MetricCatalog.Histogram histogram, EngineType type, String label, DurationHistogram shape) {
        Tag[] labels = tags(type, histogram.label(), label);
        String name = histogram.name();
        for (int i = 0; i <= shape.bounds().size(); i++) {
            int bucket = i;
            String end =
                    i < shape.bounds().size() ? String.valueOf(shape.bounds().get(i)) : "+Inf";
            add(
                    name + "_bucket",
                    histogram,
                    type,
                    label,
                    found -> found.cumulative(bucket),
                    with(labels, new Tag("le", end)));
        }
        add(name + "_sum", histogram, type, label, DurationHistogram::sum, labels);
        add(name + "_count", histogram, type, label, DurationHistogram::count, labels);
    }

    private void add(
            String name,
            MetricCatalog.Histogram histogram,
            EngineType type,
            String label,
            ToDoubleFunction<DurationHistogram> value,
            Tag... labels) {
        add(
                type,
                name,
                histogram.help(),
                reading -> {
                    DurationHistogram found =
                            histogram.durations().apply(reading).get(label);
                    return found == null ? 0 : value.applyAsDouble(found);
                },
                labels);
    }

    private void add(EngineType type, String name, String help, ToDoubleFunction<Reading> value, Tag... labels) {
        series.add(new MetricID(name, labels));
        metrics.gauge(metadata(name, help), () -> read(type, value), labels);
    }

    /** A gauge that throws makes Payara answer 500 for the whole page, and a pool may be gone by now. */
    private double read(EngineType type, ToDoubleFunction<Reading> value) {
        try {
            return reader.read(name())
                    .map(reading -> value.applyAsDouble(reading.of(type)))
                    .orElse(0.0);
        } catch (RuntimeException e) {
            LOG.debug("{}: could not be read", name(), e);
            return 0;
        }
    }

    private static Metadata metadata(String name, String help) {
        return Metadata.builder().withName(name).withDescription(help).build();
    }

    /** @param label of which {@code value} is the value; empty for none */
    private Tag[] tags(EngineType type, String label, String value) {
        return label.isEmpty() ? tags(type) : tags(type, new Tag(label, value));
    }

    private Tag[] tags(EngineType type, Tag... more) {
        Tag[] all = with(tags.toArray(Tag[]::new), new Tag(MetricCatalog.ENGINE_TYPE, type.label()));
        return with(all, more);
    }

    private static Tag[] with(Tag[] labels, Tag... more) {
        return Stream.concat(Arrays.stream(labels), Arrays.stream(more)).toArray(Tag[]::new);
    }
}
