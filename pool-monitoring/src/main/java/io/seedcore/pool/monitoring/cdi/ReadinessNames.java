package io.seedcore.pool.monitoring.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.SettingsSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The databases that readiness depends on, by the settings alone: beans must be made before the registry is. What is
 * wrong with the settings is not said here; the registry says it.
 */
final class ReadinessNames {

    private ReadinessNames() {}

    static List<String> configured(SettingsSource source) {
        Optional<Set<String>> wanted =
                ApplicationSettings.read(new SettingsReader(source)).readiness();
        return PoolRegistry.configuredNames(source).stream()
                .filter(name -> wanted.map(names -> names.contains(name)).orElse(true))
                .toList();
    }
}
