package io.seedcore.pool.jakarta.internal.config;

import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.spi.SettingsLocator;
import java.util.Optional;

/** Finds MicroProfile Config, where it is on the class path and works. */
public final class MicroProfileLocator implements SettingsLocator {

    @Override
    public Optional<SettingsSource> locate(ClassLoader application) {
        return isThere() ? MicroProfileSettingsSource.find(application) : Optional.empty();
    }

    private static boolean isThere() {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider",
                    false,
                    MicroProfileLocator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
