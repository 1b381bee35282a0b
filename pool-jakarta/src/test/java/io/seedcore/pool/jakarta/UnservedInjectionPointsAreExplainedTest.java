package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.config.ConfigurationException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.neo4j.ogm.session.Session;

class UnservedInjectionPointsAreExplainedTest {

    @Dependent
    static class NeedsMySql {
        @Inject
        @Database("mysql")
        DataSource orders;
    }

    @Dependent
    static class NeedsReporting {
        @Inject
        @Database("reporting")
        EntityManager reports;
    }

    @Dependent
    static class NeedsGraph {
        @Inject
        Session graph;
    }

    @Dependent
    static class NeedsAny {
        @Inject
        EntityManager any;
    }

    @Dependent
    static class NeedsGraphAsTables {
        @Inject
        @Database("neo4j")
        DataSource graph;
    }

    @Dependent
    static class MayUseMySql {
        @Inject
        @Database("mysql")
        Instance<DataSource> orders;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Settings settings, Class<?>... beans) {
        return assertThatThrownBy(
                () -> SeApplication.start(settings.map(), beans).close());
    }

    @Test
    void databaseNotConfigured_namesTheVariable() {
        assertRefused(Settings.of("postgresql"), NeedsMySql.class)
                .hasStackTraceContaining("SCP-310 these injection points get nothing:")
                .hasStackTraceContaining("@Inject @Database(\"mysql\") DataSource at " + NeedsMySql.class.getName()
                        + ".orders: the database \"mysql\" is not configured. Set MYSQL_HOST");
    }

    @Test
    void furtherDatabaseNotConfigured_namesBothVariables() {
        assertRefused(Settings.of("postgresql"), NeedsReporting.class)
                .hasStackTraceContaining("Set REPORTING_URL and add reporting to SEEDCORE_DATABASES.");
    }

    @Test
    void noneOfTheKindConfigured_namesTheVariable() {
        assertRefused(Settings.of("postgresql"), NeedsGraph.class)
                .hasStackTraceContaining("no graph database is configured. Set NEO4J_URI.");
    }

    @Test
    void severalPossible_asksForAName() {
        assertRefused(Settings.of("mysql", "reporting"), NeedsAny.class)
                .hasStackTraceContaining("there are several: mysql, reporting. Add @Database(\"mysql\").");
    }

    @Test
    void databaseOfAnotherKind_said() {
        assertRefused(Settings.of("postgresql", "neo4j"), NeedsGraphAsTables.class)
                .hasStackTraceContaining(
                        "the database \"neo4j\" is not a relational one. Name one of these: postgresql.");
    }

    @Test
    void several_allSaidAtOnce() {
        assertRefused(Settings.of("postgresql"), NeedsMySql.class, NeedsGraph.class)
                .hasStackTraceContaining(".orders: ")
                .hasStackTraceContaining(".graph: ");
    }

    @Test
    void lookedUpOnUse_noError() {
        try (SeApplication application =
                SeApplication.start(Settings.of("postgresql").map(), MayUseMySql.class)) {
            assertThat(application.get(MayUseMySql.class).orders.isResolvable()).isFalse();
        }
    }

    @Test
    void wrongSettings_refusedWithAllOfThem() {
        Settings wrong =
                Settings.of("postgresql").set("POSTGRES_POOL_SIZE", "many").set("postgres.max.overflow", "-7");
        assertRefused(wrong)
                .hasStackTraceContaining(ConfigurationException.class.getName())
                .hasStackTraceContaining("POSTGRES_POOL_SIZE")
                .hasStackTraceContaining("POSTGRES_MAX_OVERFLOW");
    }
}
