package io.seedcore.pool.monitoring.microprofile.metrics;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.ApplicationLabel;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Publishes when the application starts, where the server has a registry and not only its interfaces. */
@Dependent
public class MetricsPublication {

    void start(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class)
                    Object started,
            Instance<MetricRegistry> metrics,
            PoolRegistry registry,
            PoolReader reader,
            ApplicationLabel application,
            HealthMonitor health) {
        if (metrics.isResolvable()) {
            MetricsPublisher publisher = new MetricsPublisher(metrics.get(), reader, application);
            publisher.follow();
            registry.addListener(publisher);
            application.onChange(publisher::follow);
            health.afterEachRound(publisher::follow);
        }
    }
}
