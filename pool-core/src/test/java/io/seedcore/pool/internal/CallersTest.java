package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.activity.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private final BeanClasses beans = new BeanClasses();
    private final Callers callers = new Callers(beans);

    /** The innermost first. */
    private static StackTraceElement[] stack(String... types) {
        return Stream.concat(
                        Stream.of("jdk.internal.misc.Unsafe", "java.util.concurrent.locks.LockSupport"),
                        Arrays.stream(types))
                .map(type -> new StackTraceElement(type, "run", null, -1))
                .toArray(StackTraceElement[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.glassfish.grizzly.threadpool.FixedThreadPool$BasicWorker",
                "fish.payara.micro.impl.PayaraMicroImpl",
                "org.jboss.threads.EnhancedQueueExecutor$ThreadBody",
                "org.wildfly.extension.undertow.ThreadSetupHandler",
                "io.undertow.server.Connectors",
                "org.xnio.nio.WorkerThread",
                "com.ibm.ws.threading.internal.ExecutorServiceImpl",
                "io.openliberty.threading.virtual.internal.VirtualThreadOps",
                "org.apache.tomcat.util.threads.TaskQueue",
                "org.eclipse.jetty.util.thread.QueuedThreadPool",
                "org.neo4j.driver.internal.async.pool.PooledConnection"
            })
    void threadOfAServerOrDriver_isAtRest(String type) {
        assertThat(callers.of(stack(type))).isEqualTo(new Caller("", "a thread at rest", null));
    }

    @Test
    void applicationWithinAServer_isTheCaller() {
        StackTraceElement[] stack = stack(
                "org.postgresql.core.VisibleBufferedInputStream",
                "shop.Orders",
                "shop.OrderResource",
                "org.apache.catalina.core.StandardWrapperValve");

        assertThat(callers.of(stack)).isEqualTo(new Caller("shop.Orders", "run", null));
    }

    @Test
    void callerThatIsABean_isItsOwn() {
        beans.add(List.of("shop.Orders", "shop.OrderResource"));

        Caller caller = callers.of(stack("org.postgresql.core.QueryExecutor", "shop.Orders", "shop.OrderResource"));

        assertThat(caller).isEqualTo(new Caller("shop.Orders", "run", "shop.Orders"));
        assertThat(caller.label()).isEqualTo("Orders.run");
    }

    @Test
    void callerThatIsNone_isNamedWithTheInnermostBeanThatCalledIt() {
        beans.add(List.of("shop.Orders", "shop.OrderResource"));

        Caller caller = callers.of(stack("shop.table.Rows", "shop.Orders", "shop.OrderResource"));

        assertThat(caller).isEqualTo(new Caller("shop.table.Rows", "run", "shop.Orders"));
        assertThat(caller.label()).isEqualTo("Rows.run in bean Orders");
    }

    @Test
    void inheritedMethod_isOfTheBeanThatTheContainerCalled() {
        beans.add(List.of("shop.Orders"));

        Caller caller = callers.of(stack(
                "shop.table.Rows",
                "shop.Orders$Proxy$_$$_WeldSubclass",
                "org.jboss.weld.interceptor.proxy.SubclassedComponentInstantiator",
                "shop.Orders$Proxy$_$$_WeldClientProxy"));

        assertThat(caller).isEqualTo(new Caller("shop.table.Rows", "run", "shop.Orders"));
    }

    @Test
    void threadWithoutAStack_hasEnded() {
        assertThat(callers.of(new StackTraceElement[0])).isEqualTo(new Caller("", "a thread that ended", null));
    }
}
