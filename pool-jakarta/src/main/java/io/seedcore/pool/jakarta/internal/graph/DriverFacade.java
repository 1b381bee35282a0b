package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/** The Driver that is injected: that of the pool, looked up at each call. Takes part in no transaction of the server. */
final class DriverFacade implements InvocationHandler {

    private final GraphDatabase graph;

    private DriverFacade(GraphDatabase graph) {
        this.graph = graph;
    }

    static Driver of(GraphDatabase graph) {
        return Invocation.bean(Driver.class, graph.database(), new DriverFacade(graph));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().startsWith("close")) {
            throw new IllegalStateException("SCP-303 " + graph.database()
                    + ": an injected Driver is closed by the container. Remove the call of close().");
        }
        return Invocation.of(graph.pool().driver(), method, arguments);
    }
}
