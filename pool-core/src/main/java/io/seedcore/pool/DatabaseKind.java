package io.seedcore.pool;

import java.util.Locale;

/** The kinds of database a pool can lead to. */
public enum DatabaseKind {
    /** PostgreSQL, directly or behind PgBouncer. */
    POSTGRESQL("POSTGRES"),
    /** MySQL or MariaDB. */
    MYSQL("MYSQL"),
    /** Neo4j over Bolt. */
    NEO4J("NEO4J");

    private final String environmentPrefix;

    DatabaseKind(String environmentPrefix) {
        this.environmentPrefix = environmentPrefix;
    }

    /** The name of the database of this kind that needs no configuration of its name, such as {@code postgresql}. */
    public String defaultName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the variables of that database start with, without the underscore, such as {@code POSTGRES}. */
    public String environmentPrefix() {
        return environmentPrefix;
    }
}
