package io.seedcore.pool.benchmark.transaction.several;

import io.seedcore.pool.dev.DevDatabase;
import java.util.Map;
import java.util.TreeMap;

/**
 * A database as it is reached: directly, or by way of something that listens on another port.
 *
 * @param port on this machine
 */
record Endpoint(DevDatabase database, int port) {

    static Endpoint direct(DevDatabase database) {
        return new Endpoint(database, database.port());
    }

    /** What this project's pool is told. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        database.environment()
                .forEach((name, value) ->
                        environment.put(name, name.endsWith("_PORT") ? String.valueOf(port) : here(value)));
        return environment;
    }

    String jdbcUrl() {
        return here(database.jdbcUrl());
    }

    String boltUri() {
        return here(database.boltUri());
    }

    private String here(String address) {
        return address.replace(":" + database.port(), ":" + port);
    }
}
