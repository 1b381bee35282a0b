package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.jakarta.app.PlainStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DatabaseDownAtStartTest {

    @Test
    void lazy_usableOnceTheDatabaseIsThere() throws Exception {
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.POSTGRESQL)) {
            database.stop();
            try (SeApplication application = SeApplication.start(settings(database), PlainStores.class)) {
                PlainStores stores = application.get(PlainStores.class);
                assertThatThrownBy(() -> stores.savePerson("early")).hasStackTraceContaining("SCP-304 postgresql: ");
                database.restart();
                String id = UUID.randomUUID().toString();
                stores.savePerson(id);
                assertThat(stores.hasPerson(id)).isTrue();
            }
        }
    }

    private static Map<String, String> settings(DevDatabase database) {
        Map<String, String> settings = new HashMap<>(database.environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        settings.put("POSTGRES_SCHEMA_ACTION", "update");
        settings.put("POSTGRES_POOL_TIMEOUT", "2s");
        return settings;
    }

    @Test
    void required_refused() {
        Settings settings =
                Settings.of("postgresql").set("POSTGRES_POOL_START", "required").set("POSTGRES_POOL_TIMEOUT", "1s");

        assertThatThrownBy(() -> SeApplication.start(settings.map()))
                .hasStackTraceContaining("SCP-102 postgresql: the database is required at start and does not answer");
    }

    @Test
    void eager_startsAndTriesInTheBackground() {
        Settings settings =
                Settings.of("postgresql").set("POSTGRES_POOL_START", "eager").set("POSTGRES_POOL_TIMEOUT", "1s");

        try (SeApplication application = SeApplication.start(settings.map())) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            application.registry().pool("postgresql").stats().failed() > 0);
        }
    }

    @Test
    void eagerAndThere_connectedWithoutUse() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().postgresql().environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        settings.put("POSTGRES_POOL_START", "eager");

        try (SeApplication application = SeApplication.start(settings)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            application.registry().pool("postgresql").stats().created() > 0);
        }
    }
}
