package io.seedcore.pool.monitoring.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Everything in the {@link MetricCatalog} as one page of Prometheus' text format. Thread-safe. */
public final class PrometheusPage {

    /** What the page is, for the {@code Content-Type} header. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PoolReader reader;
    private final Supplier<String> application;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /** @param application value of the {@code application} label */
    public PrometheusPage(PoolReader reader, Supplier<String> application) {
        this.reader = reader;
        this.application = application;
    }

    /** The page as it is now. */
    public String text() {
        List<Reading> readings = reader.readAll();
        List<MetricSnapshot> metrics = new ArrayList<>();
        MetricCatalog.gauges().forEach(gauge -> metrics.add(snapshot(gauge, readings)));
        metrics.add(info(readings));
        MetricCatalog.counters().forEach(counter -> metrics.add(snapshot(counter, readings)));
        MetricCatalog.histograms().forEach(histogram -> metrics.add(snapshot(histogram, readings)));
        return text(new MetricSnapshots(metrics));
    }

    private String text(MetricSnapshots metrics) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            writer.write(page, metrics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString(StandardCharsets.UTF_8);
    }

    private GaugeSnapshot snapshot(MetricCatalog.Gauge gauge, List<Reading> readings) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(gauge.name()).help(gauge.help());
        for (Reading reading : views(gauge.name(), readings)) {
            gauge.values()
                    .apply(reading)
                    .forEach((label, value) -> builder.dataPoint(
                            new GaugeDataPointSnapshot(value, labels(reading, gauge.label(), label), null)));
        }
        return builder.build();
    }

    private GaugeSnapshot info(List<Reading> readings) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(MetricCatalog.INFO.name()).help(MetricCatalog.INFO.help());
        for (Reading reading : readings) {
            Labels labels = labels(reading);
            for (var label : MetricCatalog.info(reading.settings()).entrySet()) {
                labels = labels.merge(Labels.of(label.getKey(), label.getValue()));
            }
            builder.dataPoint(new GaugeDataPointSnapshot(1, labels, null));
        }
        return builder.build();
    }

    private CounterSnapshot snapshot(MetricCatalog.Counter counter, List<Reading> readings) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(counter.name()).help(counter.help());
        for (Reading reading : views(counter.name(), readings)) {
            counter.counts()
                    .apply(reading)
                    .forEach((label, count) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(labels(reading, counter.label(), label))
                            .value(count)
                            .build()));
        }
        return builder.build();
    }

    private HistogramSnapshot snapshot(MetricCatalog.Histogram histogram, List<Reading> readings) {
        HistogramSnapshot.Builder builder =
                HistogramSnapshot.builder().name(histogram.name()).help(histogram.help());
        views(histogram.name(), readings)
                .forEach(reading -> histogram
                        .durations()
                        .apply(reading)
                        .forEach((label, durations) -> builder.dataPoint(HistogramDataPointSnapshot.builder()
                                .labels(labels(reading, histogram.label(), label))
                                .classicHistogramBuckets(buckets(durations))
                                .sum(durations.sum())
                                .build())));
        return builder.build();
    }

    private static List<Reading> views(String metric, List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> MetricCatalog.views(metric, reading).stream())
                .toList();
    }

    private static ClassicHistogramBuckets buckets(DurationHistogram durations) {
        List<Double> bounds = new ArrayList<>(durations.bounds());
        bounds.add(Double.POSITIVE_INFINITY);
        List<Long> counts = new ArrayList<>();
        for (long count : durations.counts()) {
            counts.add(count);
        }
        return ClassicHistogramBuckets.of(bounds, counts);
    }

    private Labels labels(Reading reading, String name, String value) {
        return name.isEmpty() ? labels(reading) : labels(reading).merge(Labels.of(name, value));
    }

    private Labels labels(Reading reading) {
        return Labels.of(
                MetricCatalog.APPLICATION,
                application.get(),
                MetricCatalog.DATABASE,
                reading.settings().name(),
                MetricCatalog.ENGINE_TYPE,
                reading.engineType().label());
    }
}
