package io.seedcore.pool.monitoring.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.MonitorHealthCheck;
import io.seedcore.pool.monitoring.MonitorQuery;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.interceptor.HealthCheckInterceptor;
import io.seedcore.pool.monitoring.interceptor.Marks;
import io.seedcore.pool.monitoring.interceptor.MonitoredMethods;
import io.seedcore.pool.monitoring.interceptor.QueryInterceptor;
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
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Objects;

/**
 * Adds the beans of this module, those for MicroProfile only where its interfaces are: their classes are named here
 * and loaded only then.
 */
public class MonitoringExtension implements Extension {

    private final MonitoredMethods monitored = new MonitoredMethods();

    void addTypes(@Observes BeforeBeanDiscovery event) {
        // The marks are for methods alone, so that the classes of the interceptors get them here.
        event.addAnnotatedType(QueryInterceptor.class, QueryInterceptor.class.getName())
                .add(Marks.QUERY);
        event.addAnnotatedType(HealthCheckInterceptor.class, HealthCheckInterceptor.class.getName())
                .add(Marks.HEALTH_CHECK);
        add(event, MonitoringBeans.class);
        add(event, MonitoringLifecycle.class);
        if (isPresent("org.eclipse.microprofile.metrics.MetricRegistry")) {
            add(event, MetricsPublication.class);
        }
    }

    private static void add(BeforeBeanDiscovery event, Class<?> type) {
        event.addAnnotatedType(type, type.getName());
    }

    <T> void note(
            @Observes @WithAnnotations({MonitorQuery.class, MonitorHealthCheck.class}) ProcessAnnotatedType<T> event) {
        event.getAnnotatedType().getMethods().forEach(method -> monitored.add(method.getJavaMember()));
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

    /** Before anything reads metrics. */
    void declare(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) AfterDeploymentValidation event,
            BeanManager beans) {
        Instance<Object> instances = beans.createInstance();
        List<String> problems =
                monitored.problems(instances.select(PoolRegistry.class).get().names());
        problems.forEach(problem -> event.addDeploymentProblem(new DeploymentException(problem)));
        monitored.declare(instances.select(MetricsRecorder.class).get());
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
