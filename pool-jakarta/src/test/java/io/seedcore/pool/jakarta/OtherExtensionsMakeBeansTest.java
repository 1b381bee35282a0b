package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The container tells of beans that other extensions make only after ours were added. */
class OtherExtensionsMakeBeansTest {

    private record MakesADataSource(Annotation qualifier) implements Extension {

        void add(@Observes AfterBeanDiscovery event) {
            event.<DataSource>addBean()
                    .types(DataSource.class, Object.class)
                    .qualifiers(qualifier)
                    .scope(ApplicationScoped.class)
                    .produceWith(instance -> other());
        }

        private static DataSource other() {
            return (DataSource) Proxy.newProxyInstance(
                    MakesADataSource.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> "other");
        }
    }

    @Dependent
    static class NeedsMySql {
        @Inject
        @Database("mysql")
        DataSource orders;
    }

    @Dependent
    static class NeedsAny {
        @Inject
        DataSource any;
    }

    private static SeApplication start(Annotation qualifier, Class<?>... beans) {
        return SeApplication.start(Settings.of("postgresql").map(), List.of(new MakesADataSource(qualifier)), beans);
    }

    @Test
    void whatWeDoNotHave_theirsIsInjected() {
        try (SeApplication application = start(Database.Literal.of("mysql"), NeedsMySql.class)) {
            assertThat(application.get(NeedsMySql.class).orders).hasToString("other");
        }
    }

    @Test
    void whatWeHaveToo_explained() {
        assertThatThrownBy(() -> start(Default.Literal.INSTANCE, NeedsAny.class).close())
                .hasStackTraceContaining("@Inject DataSource at " + NeedsAny.class.getName()
                        + ".any: another extension of the application makes such a bean, too");
    }

    @Test
    void whatNobodyWants_noError() {
        try (SeApplication application = start(Default.Literal.INSTANCE)) {
            assertThat(application.get(DataSource.class, Database.Literal.of("postgresql")))
                    .hasToString("postgresql data source");
        }
    }
}
