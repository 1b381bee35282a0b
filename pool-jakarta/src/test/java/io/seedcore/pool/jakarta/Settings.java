package io.seedcore.pool.jakarta;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings of databases that nobody connects to. */
final class Settings {

    private final Map<String, String> settings = new HashMap<>();

    private Settings(String databases) {
        set("SEEDCORE_DATABASES", databases);
    }

    /** Of these databases and no others, whatever the environment has. */
    static Settings of(String... databases) {
        Settings settings = new Settings(String.join(",", databases));
        for (String database : databases) {
            settings.address(database);
        }
        return settings;
    }

    private void address(String database) {
        switch (database) {
            case "postgresql" -> server("POSTGRES");
            case "mysql" -> server("MYSQL");
            case "neo4j" ->
                set("NEO4J_URI", "bolt://127.0.0.1:1")
                        .set("NEO4J_USER", "nobody")
                        .set("NEO4J_PASSWORD", "nothing");
            default ->
                set(database.toUpperCase(Locale.ROOT) + "_URL", "jdbc:postgresql://127.0.0.1:1/none?user=nobody");
        }
    }

    private void server(String prefix) {
        set(prefix + "_HOST", "127.0.0.1")
                .set(prefix + "_PORT", "1")
                .set(prefix + "_DB", "none")
                .set(prefix + "_USER", "nobody");
    }

    Settings set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    Map<String, String> map() {
        return settings;
    }
}
