package io.seedcore.pool.jakarta.internal.config;

import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.config.SourcedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MicroProfile Config. Loaded only where its API is present. */
final class MicroProfileSettingsSource implements SettingsSource {

    private static final Logger LOG = LoggerFactory.getLogger(MicroProfileSettingsSource.class);

    private final Config config;

    private MicroProfileSettingsSource(Config config) {
        this.config = config;
    }

    /** Empty where there is the API but nothing behind it. */
    static Optional<SettingsSource> find(ClassLoader loader) {
        try {
            return Optional.of(new MicroProfileSettingsSource(ConfigProvider.getConfig(loader)));
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOG.debug("MicroProfile Config is on the class path but does not work here", e);
            return Optional.empty();
        }
    }

    /** Of both forms of a name, the one that stands higher; at the same height, the environment's. */
    @Override
    public Optional<SourcedValue> find(String name) {
        return Stream.of(name, SettingsSource.propertyName(name))
                .flatMap(form -> value(form).stream())
                .reduce((environment, property) -> property.height() > environment.height() ? property : environment)
                .map(Found::value);
    }

    /** A value, such as a password, that merely looks like an expression is taken as it stands. */
    private Optional<Found> value(String name) {
        try {
            ConfigValue value = config.getConfigValue(name);
            return value.getValue() == null
                    ? raw(name)
                    : found(name, value.getValue(), value.getSourceName(), value.getSourceOrdinal());
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return raw(name);
        }
    }

    private Optional<Found> raw(String name) {
        List<ConfigSource> sources = new ArrayList<>();
        config.getConfigSources().forEach(sources::add);
        return sources.stream()
                .sorted(Comparator.comparingInt(ConfigSource::getOrdinal).reversed())
                .flatMap(source -> found(name, source.getValue(name), source.getName(), source.getOrdinal()).stream())
                .findFirst();
    }

    private static Optional<Found> found(String name, @Nullable String value, @Nullable String source, int height) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Found(new SourcedValue(name, value, source == null ? "MicroProfile Config" : source), height));
    }

    @Override
    public Set<String> names() {
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        return SettingsSource.environmentNames(names);
    }

    private record Found(SourcedValue value, int height) {}
}
