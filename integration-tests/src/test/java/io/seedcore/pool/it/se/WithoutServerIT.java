package io.seedcore.pool.it.se;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.it.server.ServerSettings;
import io.seedcore.pool.jakarta.Database;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.health.HealthSnapshot;
import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.ogm.session.Session;

@Tag("injection")
class WithoutServerIT {

    private static final Map<String, String> SETTINGS = ServerSettings.properties();

    private static SeContainer container;

    @BeforeAll
    static void start() {
        SETTINGS.forEach(System::setProperty);
        container = SeContainerInitializer.newInstance()
                .addBeanClasses(WithoutServerIT.class)
                .initialize();
    }

    @AfterAll
    static void end() {
        container.close();
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.microprofile.metrics.MetricRegistry",
                "org.eclipse.microprofile.health.HealthCheck",
                "org.eclipse.microprofile.config.Config"
            })
    void nothing_of_microprofile_is_here(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void data_sources_connect() throws Exception {
        for (DataSource source : List.of(
                container.select(DataSource.class).get(),
                container.select(DataSource.class, Database.Literal.of("mysql")).get())) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select 1")) {
                assertThat(row.next()).isTrue();
            }
        }
    }

    @Test
    void an_entity_manager_and_a_session_read_in_a_request() {
        RequestContextController request =
                container.select(RequestContextController.class).get();
        request.activate();
        try {
            assertThat(container
                            .select(EntityManager.class)
                            .get()
                            .createNativeQuery("select 1", Integer.class)
                            .getSingleResult())
                    .isEqualTo(1);
            assertThat(container.select(Session.class).get().queryForObject(Integer.class, "RETURN 1", Map.of()))
                    .isEqualTo(1);
        } finally {
            request.deactivate();
        }
    }

    @Test
    void health_is_watched() {
        HealthMonitor health = container.select(HealthMonitor.class).get();

        Awaitility.await("all databases are up")
                .atMost(Duration.ofSeconds(20))
                .until(() -> health.awaitFirst().size() == 3
                        && health.awaitFirst().stream().allMatch(HealthSnapshot::up));
    }

    @Test
    void the_page_of_metrics_can_be_written() {
        String page = container.select(PrometheusPage.class).get().text();

        assertThat(page).contains("# TYPE database_pool_size gauge", "database=\"postgresql\"", "database=\"neo4j\"");
    }

    @Test
    void the_registry_knows_all_databases() {
        assertThat(container.select(PoolRegistry.class).get().names())
                .containsExactlyInAnyOrder("postgresql", "mysql", "neo4j");
    }
}
