package io.seedcore.pool.monitoring.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.MonitorHealthCheck;
import io.seedcore.pool.monitoring.MonitorQuery;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that an application monitors: what is timed, and which marks a deployment does not survive. */
@Tag("metrics")
class MonitoredMethodsTest {

    /** One database, which is called orders. */
    static final class Pools implements Extension {

        private final PoolRegistry registry = PoolRegistry.of(Map.of());

        Pools() {
            registry.add(new FaultySettings("orders", bound -> FaultySettings.up()));
        }

        void add(@Observes AfterBeanDiscovery event) {
            event.<PoolRegistry>addBean()
                    .types(PoolRegistry.class)
                    .scope(Singleton.class)
                    .produceWith(instance -> registry);
        }

        void close(@Observes BeforeShutdown event) {
            registry.close();
        }
    }

    @Dependent
    static class Orders {

        @MonitorQuery(database = "orders", type = "open_orders")
        int open(boolean works) {
            if (!works) {
                throw new IllegalStateException("on purpose");
            }
            return 7;
        }

        @MonitorQuery(database = "orders", engine = EngineType.ASYNC, type = "order_export")
        CompletionStage<Integer> export(CompletionStage<Integer> work) {
            return work;
        }

        @MonitorHealthCheck(database = "orders")
        boolean canBeRead() {
            return false;
        }
    }

    private static SeContainer deploy(Class<?> bean) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new Pools(), new MonitoringExtension())
                .addBeanClasses(bean)
                .initialize();
    }

    private static void assertCount(SeContainer container, String metric, String labels, int count) {
        assertThat(container.select(PrometheusPage.class).get().text())
                .containsPattern(metric + "_count\\{[^}]*" + labels + "[^}]*} " + count + "\\n");
    }

    private static void assertQueries(SeContainer container, String engine, String type, int count) {
        assertCount(
                container,
                "database_query_duration_seconds",
                "engine_type=\"" + engine + "\",query_type=\"" + type + "\"",
                count);
    }

    @Test
    void series_areThereFromTheStart() {
        try (SeContainer container = deploy(Orders.class)) {
            assertQueries(container, "sync", "open_orders", 0);
            assertQueries(container, "async", "order_export", 0);
        }
    }

    @Test
    void method_isTimedWhetherItReturnsOrThrows() {
        try (SeContainer container = deploy(Orders.class)) {
            Orders orders = container.select(Orders.class).get();
            assertThat(orders.open(true)).isEqualTo(7);
            assertThatThrownBy(() -> orders.open(false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("on purpose");
            assertQueries(container, "sync", "open_orders", 2);
        }
    }

    @Test
    void stage_isTimedUntilItIsComplete_whateverItsResult() {
        try (SeContainer container = deploy(Orders.class)) {
            Orders orders = container.select(Orders.class).get();
            CompletableFuture<Integer> good = new CompletableFuture<>();
            CompletableFuture<Integer> bad = new CompletableFuture<>();
            assertThat(orders.export(good)).isSameAs(good);
            assertThat(orders.export(bad)).isSameAs(bad);
            assertQueries(container, "async", "order_export", 0);
            good.complete(1);
            assertQueries(container, "async", "order_export", 1);
            bad.completeExceptionally(new IllegalStateException("on purpose"));
            assertQueries(container, "async", "order_export", 2);
        }
    }

    @Test
    void healthCheckOfTheApplication_isTimedWithTheOthers() {
        try (SeContainer container = deploy(Orders.class)) {
            Orders orders = container.select(Orders.class).get();
            for (int check = 0; check < 100; check++) {
                assertThat(orders.canBeRead()).isFalse();
            }
            // The monitor makes a few of its own.
            assertThat(container.select(PrometheusPage.class).get().text())
                    .containsPattern(
                            "database_health_check_duration_seconds_count\\{[^}]*database=\"orders\"[^}]*} 1[0-9][0-9]\\n");
        }
    }

    @Dependent
    static class OfNoDatabase {

        @MonitorQuery(database = "order", type = "some_query")
        void query() {}
    }

    @Dependent
    static class WithABadType {

        @MonitorQuery(database = "orders", type = "Some query")
        void query() {}
    }

    @Dependent
    static class WithAKindOfStatement {

        @MonitorQuery(database = "orders", type = "select")
        void query() {}
    }

    @Dependent
    static class AsyncWithoutAStage {

        @MonitorQuery(database = "orders", engine = EngineType.ASYNC, type = "some_query")
        void query() {}
    }

    @Dependent
    static class SyncWithAStage {

        @MonitorQuery(database = "orders", type = "some_query")
        CompletionStage<Integer> query() {
            return CompletableFuture.completedStage(1);
        }
    }

    @Dependent
    static class OnAStaticMethod {

        @MonitorQuery(database = "orders", type = "some_query")
        static void query() {}
    }

    interface OnAnInterface {

        @MonitorQuery(database = "orders", type = "some_query")
        void query();
    }

    interface OnADefaultMethod {

        @MonitorHealthCheck(database = "orders")
        default boolean check() {
            return true;
        }
    }

    abstract static class OnAnAbstractMethod {

        @MonitorQuery(database = "orders", type = "some_query")
        abstract void query();
    }

    @Dependent
    static class CheckOfNoDatabase {

        @MonitorHealthCheck(database = "order")
        boolean check() {
            return true;
        }
    }

    @Dependent
    static class CheckWithoutAResult {

        @MonitorHealthCheck(database = "orders")
        void check() {}
    }

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                Arguments.of(OfNoDatabase.class, "no database named \"order\" is configured (there are: orders)"),
                Arguments.of(WithABadType.class, "its type is \"Some query\""),
                Arguments.of(WithAKindOfStatement.class, "its type \"select\" is a kind of statement"),
                Arguments.of(AsyncWithoutAStage.class, "its engine is ASYNC, and it returns void"),
                Arguments.of(SyncWithAStage.class, "its engine is SYNC, and it returns CompletionStage"),
                Arguments.of(OnAStaticMethod.class, "it is private, static or final"),
                Arguments.of(OnAnInterface.class, "it is abstract or an interface's"),
                Arguments.of(OnADefaultMethod.class, "it is abstract or an interface's"),
                Arguments.of(OnAnAbstractMethod.class, "it is abstract or an interface's"),
                Arguments.of(CheckOfNoDatabase.class, "no database named \"order\" is configured"),
                Arguments.of(CheckWithoutAResult.class, "it returns nothing"));
    }

    abstract static class Base {

        @MonitorQuery(database = "orders", type = "inherited_query")
        void query() {}
    }

    @Dependent
    static class Inheriting extends Base {}

    @Test
    void inheritedMethod_isTimed() {
        try (SeContainer container = deploy(Inheriting.class)) {
            container.select(Inheriting.class).get().query();
            assertQueries(container, "sync", "inherited_query", 1);
        }
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void wrongUse_isRefusedAtDeployment(Class<?> bean, String reason) {
        assertThatThrownBy(() -> deploy(bean).close())
                .hasMessageContaining("SCP-610 " + bean.getName())
                .hasMessageContaining(reason);
    }
}
