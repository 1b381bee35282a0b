package io.seedcore.pool.dev;

import java.util.Locale;

/** The databases there are. */
public enum DevDatabaseKind {
    POSTGRESQL("PostgreSQL"),
    /** MariaDB where it is started from binaries, the real MySQL where it is a container. */
    MYSQL("MySQL"),
    NEO4J("Neo4j");

    private final String title;

    DevDatabaseKind(String title) {
        this.title = title;
    }

    /** As people write it, for messages. */
    public String title() {
        return title;
    }

    /** As settings write it: {@code postgresql}, {@code mysql}, {@code neo4j}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
