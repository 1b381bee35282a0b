package io.seedcore.pool.spi;

import io.seedcore.pool.config.SettingsSource;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Knows where the settings of an application come from in some environment, such as an application server. Found by
 * {@link ServiceLoader}; stateless and thread-safe.
 */
public interface SettingsLocator {

    /**
     * @param application the class loader of the application
     * @return empty where this is not the environment it knows
     */
    Optional<SettingsSource> locate(ClassLoader application);

    /** The settings of an application: from the first locator that knows, else system properties over environment. */
    static SettingsSource ofApplication(ClassLoader application) {
        return ServiceLoader.load(SettingsLocator.class, SettingsLocator.class.getClassLoader()).stream()
                .flatMap(locator -> locator.get().locate(application).stream())
                .findFirst()
                .orElseGet(SettingsSource::system);
    }
}
