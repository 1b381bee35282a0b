package io.seedcore.pool.jakarta.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.config.SourcedValue;
import io.seedcore.pool.spi.SettingsLocator;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicroProfileSettingsSourceTest {

    private final ClassLoader loader = new URLClassLoader(new URL[0], getClass().getClassLoader());

    /** Reads an application with these two sources. */
    private SettingsSource source(Map<String, String> higher, Map<String, String> lower) {
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.registerConfig(
                resolver.getBuilder()
                        .withSources(
                                new PropertiesConfigSource(higher, "higher", 400),
                                new PropertiesConfigSource(lower, "lower", 300))
                        .build(),
                loader);
        return SettingsLocator.ofApplication(loader);
    }

    @AfterEach
    void forget() {
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
    }

    @Test
    void environmentForm_found() {
        assertThat(source(Map.of("POSTGRES_POOL_SIZE", "7"), Map.of()).find("POSTGRES_POOL_SIZE"))
                .contains(new SourcedValue("POSTGRES_POOL_SIZE", "7", "PropertiesConfigSource[source=higher]"));
    }

    @Test
    void propertyForm_found() {
        assertThat(source(Map.of(), Map.of("postgres.pool.size", "8")).find("POSTGRES_POOL_SIZE"))
                .contains(new SourcedValue("postgres.pool.size", "8", "PropertiesConfigSource[source=lower]"));
    }

    @Test
    void bothForms_higherSourceWins() {
        SettingsSource source = source(Map.of("postgres.pool.size", "8"), Map.of("POSTGRES_POOL_SIZE", "7"));

        assertThat(source.find("POSTGRES_POOL_SIZE"))
                .contains(new SourcedValue("postgres.pool.size", "8", "PropertiesConfigSource[source=higher]"));
    }

    @Test
    void bothFormsInOneSource_environmentFormWins() {
        SettingsSource source = source(Map.of("postgres.pool.size", "8", "POSTGRES_POOL_SIZE", "7"), Map.of());

        assertThat(source.find("POSTGRES_POOL_SIZE"))
                .contains(new SourcedValue("POSTGRES_POOL_SIZE", "7", "PropertiesConfigSource[source=higher]"));
    }

    @Test
    void empty_notSet() {
        assertThat(source(Map.of("POSTGRES_POOL_SIZE", ""), Map.of()).find("POSTGRES_POOL_SIZE"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a${b", "a${no.such.name}c"})
    void passwordThatLooksLikeAnExpression_takenAsItStands(String password) {
        assertThat(source(Map.of("POSTGRES_PASSWORD", password), Map.of()).find("POSTGRES_PASSWORD"))
                .map(SourcedValue::value)
                .contains(password);
    }

    @Test
    void names_inEnvironmentForm() {
        assertThat(source(Map.of("postgres.pool.size", "8"), Map.of("MYSQL_HOST", "db"))
                        .names())
                .contains("POSTGRES_POOL_SIZE", "MYSQL_HOST");
    }
}
