package io.seedcore.pool.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConnectionPoolSettings.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The {@code .env} of a SeedCore deployment, with parts and DSNs side by side and forty names that are not ours. */
class PublishedEnvironmentTest {

    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void readEnvironment() throws IOException {
        Properties file = new Properties();
        try (InputStream in = PublishedEnvironmentTest.class.getResourceAsStream("/seedcore.env")) {
            file.load(in);
        }
        environment = file.entrySet().stream()
                .collect(Collectors.toMap(entry -> (String) entry.getKey(), entry -> (String) entry.getValue()));
    }

    private static ConnectionPoolSettings settings(String name) {
        try (PoolRegistry registry = PoolRegistry.of(environment)) {
            return (ConnectionPoolSettings) registry.settings(name).orElseThrow();
        }
    }

    @Test
    void dsnOfPostgres_winsOverTheParts() {
        Target target = settings("postgresql").target();
        assertThat(target.address()).hasToString("postgresql://postgresql:5432/seedcore");
        assertThat(target.user()).isEqualTo("postgres");
        assertThat(target.password()).map(Secret::reveal).contains("p@ss/word");
    }

    @Test
    void dsnOfMysql_mayNameAPythonDriver() {
        Target target = settings("mysql").target();
        assertThat(target.address()).hasToString("mysql://mysql:3306/seedcore");
        assertThat(target.user()).isEqualTo("seedcore");
    }

    @Test
    void sizes_areThoseOfTheFile() {
        assertThat(settings("postgresql").limits()).isEqualTo(new ConnectionPoolSettings.Limits(21, 11, 2147483647));
        assertThat(settings("mysql").limits()).isEqualTo(new ConnectionPoolSettings.Limits(12, 6, 2147483647));
    }

    @Test
    void namesThatAreNotOurs_areIgnoredEvenWhereStrict() {
        Map<String, String> strict = new HashMap<>(environment);
        strict.put("SEEDCORE_STRICT", "true");
        try (PoolRegistry registry = PoolRegistry.of(strict)) {
            assertThat(registry.names()).containsExactly("postgresql", "mysql");
        }
        assertThat(environment).hasSizeGreaterThan(75);
    }
}
