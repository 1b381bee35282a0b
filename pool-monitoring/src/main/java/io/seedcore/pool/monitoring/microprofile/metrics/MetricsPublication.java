package io.seedcore.pool.monitoring.microprofile.metrics;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.ApplicationLabel;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Publishes as long as the application runs, where the server has a registry and not only its interfaces. */
@Singleton
public class MetricsPublication {

    private @Nullable MetricsPublisher publisher;

    void start(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class) Object event,
            Instance<MetricRegistry> metrics,
            PoolRegistry registry,
            PoolReader reader,
            ApplicationLabel application,
            HealthMonitor health) {
        if (metrics.isResolvable()) {
            MetricsPublisher started = new MetricsPublisher(metrics.get(), reader, application);
            publisher = started;
            started.follow();
            registry.addListener(started);
            application.onChange(started::follow);
            health.afterEachRound(started::follow);
        }
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ended) {
        if (publisher != null) {
            publisher.withdraw();
        }
    }
}
