package io.seedcore.pool.jakarta;

import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.jakarta.app.Stores;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One application with all three databases for all tests that do not change it. */
final class SharedApplication implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return !parameter.getParameter().getType().isEnum();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SeApplication application = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Running.class, absent -> new Running(), Running.class)
                .application();
        Class<?> type = parameter.getParameter().getType();
        return type == SeApplication.class ? application : application.get(type);
    }

    private record Running(SeApplication application) implements AutoCloseable {

        Running() {
            this(SeApplication.start(settings(), Stores.class));
        }

        @Override
        public void close() {
            application.close();
        }
    }

    /** The three databases, with tables made as needed. */
    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(DevDatabases.shared().environment());
        settings.put("POSTGRES_SCHEMA_ACTION", "update");
        settings.put("MYSQL_SCHEMA_ACTION", "update");
        return settings;
    }
}
