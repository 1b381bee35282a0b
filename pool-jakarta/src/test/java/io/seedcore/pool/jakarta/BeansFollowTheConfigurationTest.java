package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.SessionFactory;

class BeansFollowTheConfigurationTest {

    private static final List<Class<?>> RELATIONAL =
            List.of(DataSource.class, AsyncDatabase.class, EntityManager.class, EntityManagerFactory.class);
    private static final List<Class<?>> GRAPH =
            List.of(Session.class, SessionFactory.class, Driver.class, AsyncSession.class);

    private static Database.Literal named(String name) {
        return Database.Literal.of(name);
    }

    @Test
    void onlyOneOfAKind_withAndWithoutName() {
        try (SeApplication application =
                SeApplication.start(Settings.of("mysql", "neo4j").map())) {
            assertThat(RELATIONAL).allMatch(type -> application.has(type) && application.has(type, named("mysql")));
            assertThat(GRAPH).allMatch(type -> application.has(type) && application.has(type, named("neo4j")));
            assertThat(application.has(PoolRegistry.class)).isTrue();
        }
    }

    @Test
    void notConfigured_noBean() {
        try (SeApplication application =
                SeApplication.start(Settings.of("mysql").map())) {
            assertThat(GRAPH).noneMatch(application::has);
            assertThat(RELATIONAL).noneMatch(type -> application.has(type, named("postgresql")));
        }
    }

    @Test
    void postgresqlAmongSeveral_isMeantWithoutName() {
        Settings settings = Settings.of("mysql", "postgresql", "reporting");
        try (SeApplication application = SeApplication.start(settings.map())) {
            assertThat(application.get(DataSource.class)).hasToString("postgresql data source");
            assertThat(application.get(DataSource.class, named("reporting"))).hasToString("reporting data source");
            assertThat(application.get(EntityManager.class, named("mysql"))).hasToString("mysql EntityManager");
        }
    }

    @Test
    void severalWithoutPostgresql_onlyWithName() {
        try (SeApplication application =
                SeApplication.start(Settings.of("mysql", "reporting").map())) {
            assertThat(RELATIONAL).noneMatch(application::has);
            assertThat(RELATIONAL)
                    .allMatch(
                            type -> application.has(type, named("mysql")) && application.has(type, named("reporting")));
        }
    }

    @Test
    void applicationsOwnBean_wins() {
        Settings settings = Settings.of("mysql", "postgresql");
        try (SeApplication application = SeApplication.start(settings.map(), OwnBeans.class)) {
            assertThat(application.get(DataSource.class)).hasToString("own");
            assertThat(application.get(DataSource.class, named("postgresql"))).hasToString("postgresql data source");
            assertThat(application.get(EntityManager.class, named("mysql"))).hasToString("own");
            assertThat(application.get(EntityManager.class)).hasToString("postgresql EntityManager");
        }
    }

    @Test
    void readingTheBeans_connectsToNothing() {
        try (SeApplication application =
                SeApplication.start(Settings.of("postgresql", "neo4j").map())) {
            RELATIONAL.forEach(application::get);
            GRAPH.forEach(application::get);
            assertThat(application.registry().pools())
                    .allSatisfy(pool -> assertThat(
                                    pool.stats().created() + pool.stats().failed())
                            .isZero());
        }
    }

    @ApplicationScoped
    static class OwnBeans {

        @Produces
        @ApplicationScoped
        DataSource dataSource() {
            return own(DataSource.class);
        }

        @Produces
        @Database("mysql")
        @ApplicationScoped
        EntityManager entityManager() {
            return own(EntityManager.class);
        }

        private static <T> T own(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader() == null ? OwnBeans.class.getClassLoader() : type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> "own"));
        }
    }
}
