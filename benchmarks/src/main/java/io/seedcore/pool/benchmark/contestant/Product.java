package io.seedcore.pool.benchmark.contestant;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.DemandWatch;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** This project's pools at all their defaults, with what watches and advises them in an application. */
public final class Product implements AutoCloseable {

    private final List<String> names;
    private final PoolRegistry registry;
    private final HealthMonitor health;
    private final Advisor advisor;
    private final PrometheusPage page;

    private Product(List<String> names, Address address) {
        this.names = names;
        registry = PoolRegistry.of(SeedCore.databases(names, address));
        MetricsRecorder recorder = new MetricsRecorder();
        registry.addListener(recorder);
        health = new HealthMonitor(registry, recorder::healthChecked);
        PoolReader reader = new PoolReader(registry, health, recorder);
        AnomalyMonitor anomalies = new AnomalyMonitor();
        anomalies.addListener(recorder);
        advisor = new Advisor(reader);
        page = new PrometheusPage(reader, () -> "benchmark");
        health.afterEachRound(advisor::look);
        health.afterEachRound(() -> anomalies.look(reader.looks(), Instant.now()));
        health.every(DemandWatch.SAMPLING, advisor::sample);
        health.start();
    }

    /** With one pool. */
    public static Product open(Address address) {
        return open(address, 1);
    }

    /** With so many pools for as many databases, all of which happen to be at the same address. */
    public static Product open(Address address, int databases) {
        return new Product(
                IntStream.range(0, databases)
                        .mapToObj(number -> "database" + number)
                        .toList(),
                address);
    }

    /** The first of them. */
    public ConnectionPool pool() {
        return registry.connectionPool(names.get(0));
    }

    public List<ConnectionPool> pools() {
        return names.stream().map(registry::connectionPool).toList();
    }

    /** For what was asked of the first pool until now. */
    public Advice advice() {
        return Objects.requireNonNull(advisor.report().pools().get(names.get(0)));
    }

    /** What Prometheus reads. */
    public String page() {
        return page.text();
    }

    @Override
    public void close() {
        health.close();
        registry.close();
    }
}
