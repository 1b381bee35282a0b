package io.seedcore.pool.benchmark.contestant;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.DemandWatch;
import java.util.Map;
import java.util.Objects;

/** This project's pool at all its defaults, with what watches and advises it in an application. */
public final class Product implements AutoCloseable {

    private static final String NAME = "postgresql";

    private final PoolRegistry registry;
    private final HealthMonitor health;
    private final Advisor advisor;

    private Product(PoolRegistry registry) {
        this.registry = registry;
        MetricsRecorder recorder = new MetricsRecorder();
        registry.addListener(recorder);
        health = new HealthMonitor(registry, recorder::healthChecked);
        advisor = new Advisor(new PoolReader(registry, health, recorder));
        health.afterEachRound(advisor::look);
        health.every(DemandWatch.SAMPLING, advisor::sample);
        health.start();
    }

    public static Product open(Address address) {
        return new Product(PoolRegistry.of(Map.of(
                "POSTGRES_HOST", address.host(),
                "POSTGRES_PORT", Integer.toString(address.port()),
                "POSTGRES_DB", address.database(),
                "POSTGRES_USER", address.user(),
                "POSTGRES_PASSWORD", address.password())));
    }

    public ConnectionPool pool() {
        return registry.connectionPool(NAME);
    }

    /** For what was asked of the pool until now. */
    public Advice advice() {
        return Objects.requireNonNull(advisor.report().pools().get(NAME));
    }

    @Override
    public void close() {
        health.close();
        registry.close();
    }
}
