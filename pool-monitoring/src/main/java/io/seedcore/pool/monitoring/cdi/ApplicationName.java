package io.seedcore.pool.monitoring.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.metrics.ApplicationLabel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code SEEDCORE_APPLICATION}, else where the application is. */
final class ApplicationName implements ApplicationLabel {

    private static final String WITHOUT_CONTEXT = "root";

    private final PoolRegistry registry;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile String contextName = WITHOUT_CONTEXT;

    ApplicationName(PoolRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String get() {
        return registry.application().application().orElse(contextName);
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** @param contextPath such as {@code /shop}, empty for the root */
    void contextPath(String contextPath) {
        String name = contextPath.replaceFirst("^/", "").replace('/', '_');
        contextName = name.isEmpty() ? WITHOUT_CONTEXT : name;
        listeners.forEach(Runnable::run);
    }
}
