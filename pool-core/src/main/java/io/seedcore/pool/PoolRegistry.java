package io.seedcore.pool;

import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.spi.AtomicEngine;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.ConfigurationException;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.config.StartMode;
import io.seedcore.pool.event.Listeners;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.spi.PoolProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pools of an application by name. Thread-safe.
 *
 * <p>A pool is opened on its first use and stays open until it is removed or the registry is closed. Pools may be added
 * and removed while the application runs, so look a pool up at each use and do not keep it.
 *
 * <pre>{@code
 * try (PoolRegistry registry = PoolRegistry.of(System.getenv())) {
 *     try (Connection connection = registry.connectionPool("postgresql").getConnection()) {
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class PoolRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolRegistry.class);

    private final List<PoolProvider> providers;
    private final ApplicationSettings application;
    private final BeanClasses beans = new BeanClasses();
    private final Listeners listeners = new Listeners();
    private final Object change = new Object();
    private volatile Map<String, Slot> slots = Map.of();
    private volatile @Nullable AtomicTransactions transactions;
    private boolean closed;

    private PoolRegistry(List<PoolProvider> providers, Configuration configuration) {
        this.providers = providers;
        this.application = configuration.application();
        configuration.pools().forEach(this::add);
    }

    /**
     * Reads settings from a map of environment names (or their property forms), such as {@link System#getenv()}.
     *
     * @throws ConfigurationException listing everything that is wrong with them
     */
    public static PoolRegistry of(Map<String, String> settings) {
        return of(SettingsSource.of(settings, "settings"));
    }

    /**
     * Reads settings and logs, per database, what is in force. Connects to nothing: see {@link #start()}.
     *
     * @throws ConfigurationException listing everything that is wrong with them
     */
    public static PoolRegistry of(SettingsSource source) {
        List<PoolProvider> providers = providers();
        Configuration configuration = Configuration.read(source, providers);
        configuration.warnings().forEach(warning -> LOG.warn("{}", warning));
        configuration.notes().forEach(note -> LOG.info("{}", note));
        return new PoolRegistry(providers, configuration);
    }

    /**
     * The names of the databases that a registry of {@code source} would have, in their order. Says nothing of settings
     * that are wrong: {@link #of(SettingsSource)} does.
     */
    public static List<String> configuredNames(SettingsSource source) {
        SettingsReader reader = new SettingsReader(source);
        return Configuration.pools(ApplicationSettings.read(reader), reader, providers()).stream()
                .map(PoolSettings::name)
                .toList();
    }

    /** The providers on this library's class path. */
    static List<PoolProvider> providers() {
        List<PoolProvider> providers = new ArrayList<>();
        ServiceLoader.load(PoolProvider.class, PoolRegistry.class.getClassLoader())
                .forEach(providers::add);
        return List.copyOf(providers);
    }

    /**
     * Connects where the settings ask for it: to an eager database in the background, to a required one at once.
     *
     * @throws PoolException with code {@code SCP-102} when a required database does not answer
     */
    public void start() {
        for (PoolSettings settings : settings()) {
            if (settings.start() == StartMode.REQUIRED) {
                startRequired(settings.name());
            } else if (settings.start() == StartMode.EAGER) {
                Thread thread = new Thread(() -> startEager(settings.name()), "seedcore-start-" + settings.name());
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /**
     * The transactions over several of these databases. From the first call on, those that a member left behind are looked
     * for in the background: a program that begins none itself, and shall do so all the same, calls this at its start.
     *
     * @throws PoolException with code {@code SCP-203} after {@link #close()}
     */
    public AtomicTransactions transactions() {
        AtomicTransactions opened = transactions;
        return opened == null ? openTransactions() : opened;
    }

    private AtomicTransactions openTransactions() {
        synchronized (change) {
            AtomicTransactions opened = transactions;
            if (opened == null) {
                if (closed) {
                    throw new PoolException("SCP-203", "the pools were closed; no transaction begins any more.", null);
                }
                opened = ServiceLoader.load(AtomicEngine.class, PoolRegistry.class.getClassLoader())
                        .findFirst()
                        .orElseThrow()
                        .open(this);
                opened.start();
                transactions = opened;
            }
            return opened;
        }
    }

    private void startRequired(String name) {
        try {
            pool(name).warmUp();
        } catch (PoolException e) {
            throw new PoolException(
                    "SCP-102",
                    name + ": the database is required at start and does not answer. Start it first, or set its "
                            + "_POOL_START to lazy or eager. Cause: " + e.getMessage(),
                    e);
        }
    }

    private void startEager(String name) {
        try {
            pool(name).warmUp();
        } catch (PoolException e) {
            LOG.warn("{}: not connected at start; it is tried again on first use. {}", name, e.getMessage());
        }
    }

    /** The settings that concern the application and not one database. */
    public ApplicationSettings application() {
        return application;
    }

    /** By which callers are named who have connections or wait for them: empty until somebody who knows adds to it. */
    public BeanClasses beans() {
        return beans;
    }

    /** The names of all databases, in the order of their configuration. */
    public Set<String> names() {
        return slots.keySet();
    }

    /** The settings of all databases, in the order of their configuration. Opens nothing. */
    public List<PoolSettings> settings() {
        return slots.values().stream().map(Slot::settings).toList();
    }

    /** The settings of the database called {@code name}. Opens nothing. */
    public Optional<PoolSettings> settings(String name) {
        return Optional.ofNullable(slots.get(name)).map(Slot::settings);
    }

    /** All pools, in the order of their configuration; those not yet used are opened, without connecting. */
    public Collection<Pool> pools() {
        return slots.values().stream().flatMap(slot -> slot.pool().stream()).toList();
    }

    /** The pool called {@code name}, or empty where no database has that name. */
    public Optional<Pool> find(String name) {
        return Optional.ofNullable(slots.get(name)).flatMap(Slot::pool);
    }

    /**
     * The pool called {@code name}.
     *
     * @throws NoSuchPoolException where no database has that name
     * @throws PoolException with code {@code SCP-203} where it is closed just now, and nobody had used it
     */
    public Pool pool(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new NoSuchPoolException(name, names());
        }
        return slot.pool()
                .orElseThrow(() ->
                        new PoolException("SCP-203", name + ": the pool was closed before anybody had used it.", null));
    }

    /**
     * The pool called {@code name}, as what it is.
     *
     * @throws NoSuchPoolException where no database has that name
     * @throws PoolException with code {@code SCP-205} where it is a pool of another type
     */
    public <P extends Pool> P pool(String name, Class<P> type) {
        Pool pool = pool(name);
        if (!type.isInstance(pool)) {
            throw new PoolException(
                    "SCP-205",
                    name + ": is a " + pool.kind() + " database and has no " + type.getSimpleName()
                            + ". Ask for the database by its own type.",
                    null);
        }
        return type.cast(pool);
    }

    /** The pool of JDBC connections called {@code name}; throws as {@link #pool(String, Class)} does. */
    public ConnectionPool connectionPool(String name) {
        return pool(name, ConnectionPool.class);
    }

    /**
     * Adds a database while the application runs.
     *
     * @throws PoolException with code {@code SCP-206} where its name is taken, or nothing supports its kind
     */
    public void add(PoolSettings settings) {
        PoolProvider provider = providers.stream()
                .filter(candidate -> candidate.supports(settings))
                .findFirst()
                .orElseThrow(() -> new PoolException(
                        "SCP-206",
                        settings.name() + ": no library for " + settings.kind() + " is on the class path. Add it.",
                        null));
        synchronized (change) {
            if (slots.containsKey(settings.name())) {
                throw new PoolException(
                        "SCP-206", settings.name() + ": a pool of that name exists. Remove it first.", null);
            }
            Map<String, Slot> more = new LinkedHashMap<>(slots);
            more.put(settings.name(), new Slot(settings, provider, application, beans, listeners));
            slots = Collections.unmodifiableMap(more);
        }
        LOG.info("{}: {} {}", settings.name(), settings.address(), settings.effective());
    }

    /** Removes a database and closes its pool. Nothing happens where no database has that name. */
    public void remove(String name) {
        Slot removed;
        synchronized (change) {
            Map<String, Slot> fewer = new LinkedHashMap<>(slots);
            removed = fewer.remove(name);
            slots = Collections.unmodifiableMap(fewer);
        }
        if (removed != null) {
            removed.close();
        }
    }

    /** {@code listener} is told what happens from now on, in all pools, also those added later. */
    public void addListener(PoolListener listener) {
        listeners.add(listener);
    }

    public void removeListener(PoolListener listener) {
        listeners.remove(listener);
    }

    /** Closes all pools, each as {@link Pool#close()} does, at the same time. They can be looked up until they are closed. */
    @Override
    public void close() {
        AtomicTransactions recovering;
        synchronized (change) {
            closed = true;
            recovering = transactions;
        }
        Collection<Slot> all = slots.values();
        try {
            if (recovering != null) {
                // It still asks the databases, by way of their pools.
                recovering.close();
            }
        } finally {
            close(all);
        }
    }

    private void close(Collection<Slot> all) {
        try {
            CompletableFuture.allOf(all.stream()
                            .map(slot -> CompletableFuture.runAsync(slot::close, PoolRegistry::runInThread))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            // Only now, as a transaction that ends while its pools drain looks them up for its commit.
            forget(all);
        }
    }

    private void forget(Collection<Slot> ended) {
        synchronized (change) {
            Map<String, Slot> left = new LinkedHashMap<>(slots);
            left.values().removeAll(ended);
            slots = Collections.unmodifiableMap(left);
        }
    }

    /** Each pool drains in a thread of its own: waiting for one must not use up another's drain timeout. */
    private static void runInThread(Runnable task) {
        Thread thread = new Thread(task, "seedcore-close");
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            LOG.debug("No thread could be started to close a pool; it is closed before the others", noThread);
            task.run();
        }
    }
}
