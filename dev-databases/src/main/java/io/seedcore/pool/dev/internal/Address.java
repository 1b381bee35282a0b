package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.Map;
import java.util.TreeMap;

/** Where a database answers and as whom, and the forms in which an application wants to be told. */
record Address(DevDatabaseKind kind, String host, int port, String database, String user, String password) {

    String jdbcUrl() {
        return switch (kind) {
            case POSTGRESQL -> "jdbc:postgresql://" + host + ":" + port + "/" + database;
            case MYSQL -> "jdbc:mysql://" + host + ":" + port + "/" + database;
            case NEO4J -> throw new UnsupportedOperationException("Neo4j has no JDBC address; use boltUri()");
        };
    }

    String boltUri() {
        if (kind != DevDatabaseKind.NEO4J) {
            throw new UnsupportedOperationException(kind.title() + " has no Bolt address; use jdbcUrl()");
        }
        return "bolt://" + host + ":" + port;
    }

    Map<String, String> environment() {
        return switch (kind) {
            case POSTGRESQL -> parts("POSTGRES");
            case MYSQL -> parts("MYSQL");
            case NEO4J -> new TreeMap<>(Map.of("NEO4J_URI", boltUri(), "NEO4J_USER", user, "NEO4J_PASSWORD", password));
        };
    }

    private Map<String, String> parts(String prefix) {
        return new TreeMap<>(Map.of(
                prefix + "_HOST", host,
                prefix + "_PORT", String.valueOf(port),
                prefix + "_DB", database,
                prefix + "_USER", user,
                prefix + "_PASSWORD", password));
    }

    /** Without the password, so that a failed assertion does not print it. */
    @Override
    public String toString() {
        return kind.title() + " at " + host + ":" + port;
    }
}
