package io.seedcore.pool.monitoring.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.microprofile.health.HealthChecks;
import io.seedcore.pool.monitoring.microprofile.metrics.MetricsPublication;
import io.seedcore.pool.spi.SettingsLocator;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.interceptor.Interceptor;
import java.util.Objects;

/**
 * Adds the beans of this module, those for MicroProfile only where its interfaces are: their classes are named here
 * and loaded only then.
 */
public class MonitoringExtension implements Extension {

    void addTypes(@Observes BeforeBeanDiscovery event) {
        add(event, MonitoringBeans.class);
        add(event, MonitoringLifecycle.class);
        if (isPresent("org.eclipse.microprofile.metrics.MetricRegistry")) {
            add(event, MetricsPublication.class);
        }
    }

    private static void add(BeforeBeanDiscovery event, Class<?> type) {
        event.addAnnotatedType(type, type.getName());
    }

    void addHealthChecks(@Observes AfterBeanDiscovery event) {
        if (isPresent("org.eclipse.microprofile.health.HealthCheck")) {
            HealthChecks.add(event, ReadinessNames.configured(SettingsLocator.ofApplication(loader())));
        }
    }

    /** Before anybody connects, which a required or eager database does at this same event. */
    void record(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) AfterDeploymentValidation event,
            BeanManager beans) {
        Instance<Object> instances = beans.createInstance();
        PoolRegistry registry = instances.select(PoolRegistry.class).get();
        registry.addListener(instances.select(MetricsRecorder.class).get());
        registry.addListener(instances.select(RecentEvents.class).get());
    }

    private static ClassLoader loader() {
        return Objects.requireNonNullElseGet(
                Thread.currentThread().getContextClassLoader(), MonitoringExtension.class::getClassLoader);
    }

    static boolean isPresent(String type) {
        try {
            Class.forName(type, false, MonitoringExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
