package io.seedcore.pool.dev;

import io.seedcore.pool.dev.internal.DatabaseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where tests, benchmarks and the run command get their databases from.
 *
 * <p>Each shared database is taken from the first that applies: an address in the environment ({@code POSTGRES_URL},
 * {@code PG_DSN}, {@code POSTGRES_HOST}; {@code MYSQL_URL}, {@code MYSQL_DSN}, {@code MYSQL_HOST}; {@code NEO4J_URI},
 * {@code NEO4J_BOLT_URL}, {@code NEO4J_HOST}); a container, where {@code -Ddatabases=docker} is set; binaries from Maven
 * Central. A private one is never the one in the environment.
 *
 * <p>All of them end with this JVM, also when it is killed. Thread-safe.
 */
public final class DevDatabases {
    private static final DevDatabases SHARED = new DevDatabases();

    private final Map<DevDatabaseKind, CompletableFuture<DevDatabase>> started = new ConcurrentHashMap<>();

    private DevDatabases() {}

    /** The databases that everything in this JVM shares; each starts when it is first asked for. */
    public static DevDatabases shared() {
        return SHARED;
    }

    /**
     * Starts a database of the caller's own, which may be stopped without harm to anybody; several of a kind may run at
     * once. The caller closes it.
     *
     * @throws DevDatabaseException if it does not start
     */
    public static DevDatabase start(DevDatabaseKind kind) {
        return DatabaseSource.ofThisJvm().startPrivate(kind);
    }

    public DevDatabase postgresql() {
        return get(DevDatabaseKind.POSTGRESQL);
    }

    public DevDatabase mysql() {
        return get(DevDatabaseKind.MYSQL);
    }

    public DevDatabase neo4j() {
        return get(DevDatabaseKind.NEO4J);
    }

    /**
     * The shared database of this kind, started if need be.
     *
     * @throws DevDatabaseException if it does not start; the next call tries again
     */
    public DevDatabase get(DevDatabaseKind kind) {
        return await(kind, begin(kind));
    }

    /** Starts all three at the same time and waits for them. */
    public List<DevDatabase> startAll() {
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            begin(kind);
        }
        List<DevDatabase> all = new ArrayList<>();
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            all.add(get(kind));
        }
        return List.copyOf(all);
    }

    /** The environment of all three together, which are started if need be. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        startAll().forEach(database -> environment.putAll(database.environment()));
        return environment;
    }

    private CompletableFuture<DevDatabase> begin(DevDatabaseKind kind) {
        return started.computeIfAbsent(
                kind,
                absent -> CompletableFuture.supplyAsync(
                        () -> DatabaseSource.ofThisJvm().startShared(kind),
                        work -> startThread(work, "starting " + kind.title())));
    }

    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private DevDatabase await(DevDatabaseKind kind, CompletableFuture<DevDatabase> starting) {
        try {
            return starting.join();
        } catch (CompletionException failure) {
            started.remove(kind, starting);
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new DevDatabaseException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
