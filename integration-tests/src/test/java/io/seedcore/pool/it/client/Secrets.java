package io.seedcore.pool.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;

/** The passwords of the databases. */
public final class Secrets {

    private Secrets() {}

    public static void assertNoneIn(String text) {
        for (DevDatabase database : DevDatabases.shared().startAll()) {
            if (!database.password().isEmpty()) {
                assertThat(text).doesNotContain(database.password());
            }
        }
    }
}
