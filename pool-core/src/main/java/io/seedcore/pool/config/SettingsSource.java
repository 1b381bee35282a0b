package io.seedcore.pool.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where settings come from. An empty value counts as not set. */
public interface SettingsSource {

    /**
     * @param name an environment name such as {@code POSTGRES_POOL_SIZE}; its property form
     *     {@code postgres.pool.size} is found too
     */
    Optional<SourcedValue> find(String name);

    /** Everything that is set, as environment names. Used to notice names that are nearly ours. */
    Set<String> names();

    /** The environment of this process. */
    static SettingsSource environment() {
        return of(System.getenv(), "environment");
    }

    /** The system properties as they are now, and below them the environment of this process. */
    static SettingsSource system() {
        return new SystemSettingsSource();
    }

    /** A map from environment names, or their property forms, to values; {@code source} names it in messages. */
    static SettingsSource of(Map<String, String> settings, String source) {
        return new MapSettingsSource(settings, source);
    }

    /** The property form of an environment name: {@code POSTGRES_MAX_OVERFLOW} is {@code postgres.max.overflow}. */
    static String propertyName(String environmentName) {
        return environmentName.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The environment forms of names that may be in property form. */
    static Set<String> environmentNames(Collection<String> names) {
        Set<String> environmentNames = new TreeSet<>();
        for (String name : names) {
            environmentNames.add(
                    name.indexOf('.') < 0 ? name : name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        }
        return environmentNames;
    }
}
