package io.seedcore.pool.monitoring.microprofile.metrics;

import io.seedcore.pool.config.PoolSettings;
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
                new Tag(MetricCatalog.APPLICATION, application),
                new Tag(MetricCatalog.DATABASE, settings.name()),
                new Tag(MetricCatalog.ENGINE_TYPE, MetricCatalog.SYNC));
    }

    static PublishedPool of(Reading reading, MetricRegistry metrics, PoolReader reader, String application) {
        PublishedPool pool = new PublishedPool(reading.settings(), metrics, reader, application);
        MetricCatalog.gauges().forEach(gauge -> pool.add(gauge.name(), gauge.help(), gauge.value(), pool.tags()));
        pool.addInfo();
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
                .forEach(counter ->
                        counter.counts().apply(reading).forEach((label, count) -> raise(counter, label, count)));
        MetricCatalog.histograms()
                .forEach(histogram ->
                        histogram.durations().apply(reading).forEach((label, shape) -> add(histogram, label, shape)));
    }

    private void raise(MetricCatalog.Counter counter, String label, long count) {
        Tag[] labels = counter.label().isEmpty() ? tags() : tags(new Tag(counter.label(), label));
        series.add(new MetricID(counter.name(), labels));
        Counter registered = metrics.counter(metadata(counter.name(), counter.help()), labels);
        long missing = count - registered.getCount();
        if (missing > 0) {
            registered.inc(missing);
        }
    }

    private void addInfo() {
        Map<String, String> info = MetricCatalog.info(settings);
        Tag[] labels = tags(info.entrySet().stream()
                .map(label -> new Tag(label.getKey(), label.getValue()))
                .toArray(Tag[]::new));
        add(MetricCatalog.INFO.name(), MetricCatalog.INFO.help(), MetricCatalog.INFO.value(), labels);
    }

    private void add(MetricCatalog.Histogram histogram, String label, DurationHistogram shape) {
        Tag[] labels = histogram.label().isEmpty() ? tags() : tags(new Tag(histogram.label(), label));
        String name = histogram.name();
        if (series.contains(new MetricID(name + "_count", labels))) {
            return;
        }
        for (int i = 0; i <= shape.bounds().size(); i++) {
            int bucket = i;
            String end =
                    i < shape.bounds().size() ? String.valueOf(shape.bounds().get(i)) : "+Inf";
            add(
                    name + "_bucket",
                    histogram,
                    label,
                    found -> found.cumulative(bucket),
                    with(labels, new Tag("le", end)));
        }
        add(name + "_sum", histogram, label, DurationHistogram::sum, labels);
        add(name + "_count", histogram, label, DurationHistogram::count, labels);
    }

    private void add(
            String name,
            MetricCatalog.Histogram histogram,
            String label,
            ToDoubleFunction<DurationHistogram> value,
            Tag... labels) {
        add(
                name,
                histogram.help(),
                reading -> {
                    DurationHistogram found =
                            histogram.durations().apply(reading).get(label);
                    return found == null ? 0 : value.applyAsDouble(found);
                },
                labels);
    }

    private void add(String name, String help, ToDoubleFunction<Reading> value, Tag... labels) {
        series.add(new MetricID(name, labels));
        metrics.gauge(metadata(name, help), () -> read(value), labels);
    }

    /** A gauge that throws makes Payara answer 500 for the whole page, and a pool may be gone by now. */
    private double read(ToDoubleFunction<Reading> value) {
        try {
            return reader.read(name()).map(value::applyAsDouble).orElse(0.0);
        } catch (RuntimeException e) {
            LOG.debug("{}: could not be read", name(), e);
            return 0;
        }
    }

    private static Metadata metadata(String name, String help) {
        return Metadata.builder().withName(name).withDescription(help).build();
    }

    private Tag[] tags(Tag... more) {
        return with(tags.toArray(Tag[]::new), more);
    }

    private static Tag[] with(Tag[] labels, Tag... more) {
        return Stream.concat(Arrays.stream(labels), Arrays.stream(more)).toArray(Tag[]::new);
    }
}
