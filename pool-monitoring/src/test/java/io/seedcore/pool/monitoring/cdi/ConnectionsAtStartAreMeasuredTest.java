package io.seedcore.pool.monitoring.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class ConnectionsAtStartAreMeasuredTest {

    /** Connects when extensions of applications do. */
    static final class Pools implements Extension {

        private final PoolRegistry registry = PoolRegistry.of(settings());

        private static Map<String, String> settings() {
            Map<String, String> settings =
                    new HashMap<>(DevDatabases.shared().postgresql().environment());
            settings.put("POSTGRES_POOL_START", "required");
            return settings;
        }

        void add(@Observes AfterBeanDiscovery event) {
            event.<PoolRegistry>addBean()
                    .types(PoolRegistry.class)
                    .scope(Singleton.class)
                    .produceWith(instance -> registry);
        }

        void connect(@Observes AfterDeploymentValidation event) {
            registry.start();
        }

        void close(@Observes BeforeShutdown event) {
            registry.close();
        }
    }

    /** An application must have some bean. */
    @Dependent
    static class Anything {}

    @Test
    void required_database_shows_how_long_its_first_connection_took() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new Pools(), new MonitoringExtension())
                .addBeanClasses(Anything.class)
                .initialize()) {
            assertThat(container.select(PrometheusPage.class).get().text())
                    .containsPattern("database_pool_creation_seconds_count\\{[^}]*} [1-9]");
        }
    }
}
