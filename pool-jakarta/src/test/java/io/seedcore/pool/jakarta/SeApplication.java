package io.seedcore.pool.jakarta;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.internal.cdi.PoolExtension;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;

/** An application in Weld SE, with settings of its own. */
final class SeApplication implements AutoCloseable {

    private final SeContainer container;
    private final Map<String, String> settings;

    private SeApplication(SeContainer container, Map<String, String> settings) {
        this.container = container;
        this.settings = settings;
    }

    /** An application must have some bean. */
    @Dependent
    static class Anything {}

    /** @param settings environment names, given as system properties until {@link #close()} */
    static SeApplication start(Map<String, String> settings, Class<?>... beans) {
        return start(settings, List.of(), beans);
    }

    /** @param extensions further ones, beside ours and the transaction manager's */
    static SeApplication start(Map<String, String> settings, List<Extension> extensions, Class<?>... beans) {
        settings.forEach(System::setProperty);
        try {
            SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new PoolExtension(), new TransactionExtension())
                    .addExtensions(extensions.toArray(Extension[]::new))
                    .addBeanClasses(Anything.class)
                    .addBeanClasses(beans)
                    .initialize();
            return new SeApplication(container, settings);
        } catch (RuntimeException e) {
            settings.keySet().forEach(System::clearProperty);
            throw e;
        }
    }

    <T> T get(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    boolean has(Class<?> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).isResolvable();
    }

    PoolRegistry registry() {
        return get(PoolRegistry.class);
    }

    @Override
    public void close() {
        container.close();
        settings.keySet().forEach(System::clearProperty);
    }
}
