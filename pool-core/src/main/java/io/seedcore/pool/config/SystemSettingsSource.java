package io.seedcore.pool.config;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** System properties, and below them the environment. */
final class SystemSettingsSource implements SettingsSource {

    private final SettingsSource properties = SettingsSource.of(copy(System.getProperties()), "system properties");
    private final SettingsSource environment = SettingsSource.environment();

    private static Map<String, String> copy(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
    }

    @Override
    public Optional<SourcedValue> find(String name) {
        return properties.find(name).or(() -> environment.find(name));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(properties.names());
        names.addAll(environment.names());
        return names;
    }
}
