package io.seedcore.pool.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class MapSettingsSource implements SettingsSource {

    private final Map<String, String> settings;
    private final String source;

    MapSettingsSource(Map<String, String> settings, String source) {
        this.settings = Map.copyOf(settings);
        this.source = source;
    }

    @Override
    public Optional<SourcedValue> find(String name) {
        return at(name).or(() -> at(SettingsSource.propertyName(name)));
    }

    private Optional<SourcedValue> at(String name) {
        return Optional.ofNullable(settings.get(name))
                .filter(value -> !value.isEmpty())
                .map(value -> new SourcedValue(name, value, source));
    }

    @Override
    public Set<String> names() {
        return SettingsSource.environmentNames(settings.keySet());
    }
}
