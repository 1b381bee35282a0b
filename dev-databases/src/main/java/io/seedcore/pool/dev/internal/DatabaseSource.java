package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Decides which of the three ways a database is obtained by. */
public final class DatabaseSource {
    private static final Map<DevDatabaseKind, String> IMAGES = Map.of(
            DevDatabaseKind.POSTGRESQL, "postgres:17",
            DevDatabaseKind.MYSQL, "mysql:8.4",
            DevDatabaseKind.NEO4J, "neo4j:5.26");
    /** In the place of an image: this database from binaries, although the others are containers. */
    private static final String EMBEDDED = "embedded";

    private final Map<String, String> environment;
    private final Properties properties;

    DatabaseSource(Map<String, String> environment, Properties properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** Decides by this JVM's environment and system properties. */
    public static DatabaseSource ofThisJvm() {
        return new DatabaseSource(System.getenv(), System.getProperties());
    }

    /** The one that the environment names, or one that others of this JVM use too and that ends with it. */
    public DevDatabase startShared(DevDatabaseKind kind) {
        Optional<ConfiguredDatabase> configured = configured(kind);
        return configured.isPresent() ? configured.get() : new SharedDatabase(startOwn(kind));
    }

    /** The one that the environment names, or one of the caller's own. */
    public DevDatabase startUnlessConfigured(DevDatabaseKind kind) {
        Optional<ConfiguredDatabase> configured = configured(kind);
        return configured.isPresent() ? configured.get() : startOwn(kind);
    }

    /** One of the caller's own, whatever the environment names. */
    public DevDatabase startPrivate(DevDatabaseKind kind) {
        return startOwn(kind);
    }

    private GuardedDatabase startOwn(DevDatabaseKind kind) {
        return GuardedDatabase.start(kind, image(kind).orElse(null));
    }

    Optional<ConfiguredDatabase> configured(DevDatabaseKind kind) {
        return new ConfiguredAddress(environment).of(kind);
    }

    /** Empty where binaries are to be used. */
    Optional<String> image(DevDatabaseKind kind) {
        String wanted = setting("databases", EMBEDDED);
        if (wanted.equals(EMBEDDED)) {
            return Optional.empty();
        }
        if (!wanted.equals("docker")) {
            throw new IllegalArgumentException("databases=" + wanted + " is neither 'docker' nor 'embedded'");
        }
        String image = setting("databases.image." + kind.settingName(), IMAGES.getOrDefault(kind, EMBEDDED));
        return Optional.of(image).filter(name -> !name.equals(EMBEDDED));
    }

    /** A system property, or the environment variable of the same words. */
    private String setting(String property, String otherwise) {
        String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
        String value = properties.getProperty(property, environment.getOrDefault(variable, ""));
        return value.isBlank() ? otherwise : value.strip();
    }
}
