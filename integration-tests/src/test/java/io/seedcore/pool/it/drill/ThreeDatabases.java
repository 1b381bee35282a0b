package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One database of each kind, of this process's own: nobody else is harmed when it is killed, or counted when it is read. One
 * drill after the other has them; they end with the process.
 */
final class ThreeDatabases {
    private static @Nullable ThreeDatabases started;

    private final Map<DevDatabaseKind, DevDatabase> databases = new EnumMap<>(DevDatabaseKind.class);

    private final ReentrantLock down = new ReentrantLock();

    private ThreeDatabases() {}

    /** Those of this process, started if need be. */
    static synchronized ThreeDatabases ofThisProcess() {
        ThreeDatabases three = started;
        if (three == null) {
            three = new ThreeDatabases();
            started = three;
        }
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            // One that could not be started is tried again, the others are there already.
            three.databases.computeIfAbsent(kind, DevDatabases::start);
        }
        return three;
    }

    DevDatabase get(DevDatabaseKind kind) {
        DevDatabase database = databases.get(kind);
        if (database == null) {
            throw new IllegalStateException(kind + " was not started");
        }
        return database;
    }

    /** SIGKILL to one, and a restart after {@code meanwhile}; one at a time. */
    void kill(DevDatabaseKind kind, Meanwhile meanwhile) throws InterruptedException {
        down.lock();
        try {
            get(kind).kill();
            meanwhile.run();
        } finally {
            get(kind).restart();
            down.unlock();
        }
    }

    /** What is done while a database is down. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws InterruptedException;
    }

    /** Waits until none is down. */
    void awaitUp() {
        down.lock();
        down.unlock();
    }

    /** Where they are, as an application reads it. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        databases.values().forEach(database -> settings.putAll(database.environment()));
        return settings;
    }
}
