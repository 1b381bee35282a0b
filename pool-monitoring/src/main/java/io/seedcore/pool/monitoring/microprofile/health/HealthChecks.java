package io.seedcore.pool.monitoring.microprofile.health;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Adds one bean per check, since servers collect the checks once, when an application starts. Payara takes a bean for
 * one kind of check only, so each has one kind.
 */
public final class HealthChecks {

    private HealthChecks() {}

    /** @param databases those that readiness depends on, of the ones there are when the application starts */
    public static void add(AfterBeanDiscovery event, Collection<String> databases) {
        List<String> own = List.copyOf(databases);
        add(
                event,
                MonitorLiveness.class,
                "liveness",
                Liveness.Literal.INSTANCE,
                beans -> new MonitorLiveness(beans.select(HealthMonitor.class).get()));
        own.forEach(name -> add(
                event,
                DatabaseReadiness.class,
                name,
                Readiness.Literal.INSTANCE,
                beans -> new DatabaseReadiness(
                        name,
                        beans.select(PoolRegistry.class).get(),
                        beans.select(HealthMonitor.class).get(),
                        beans.select(AnomalyMonitor.class).get())));
        add(
                event,
                AddedReadiness.class,
                "added",
                Readiness.Literal.INSTANCE,
                beans -> new AddedReadiness(
                        own,
                        beans.select(PoolRegistry.class).get(),
                        beans.select(HealthMonitor.class).get()));
    }

    private static void add(
            AfterBeanDiscovery event,
            Class<? extends HealthCheck> type,
            String id,
            Annotation kind,
            Function<Instance<Object>, HealthCheck> maker) {
        event.<HealthCheck>addBean()
                .beanClass(type)
                .id(HealthChecks.class.getName() + ":" + id)
                .types(HealthCheck.class, Object.class)
                .qualifiers(kind)
                .scope(Dependent.class)
                .produceWith(maker);
    }
}
