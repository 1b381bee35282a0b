package io.seedcore.pool.monitoring.health;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.sizing.ServerRoom;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every database of a registry, all at the same time, whether it answers, again and again, and remembers what was
 * found. Reading never reaches a database. Databases added to or removed from the registry are followed. Thread-safe.
 *
 * <p>The threads are our own daemons and not the server's: a check that hangs must neither hold a thread that
 * applications share nor be reported as a stuck request, and the same code runs where there is no server.
 */
public final class HealthMonitor implements AutoCloseable {

    /** Time between two checks of a database. */
    public static final Duration PERIOD = Duration.ofSeconds(5);

    /** A database that does not answer within this time is down. */
    public static final Duration BOUND = Duration.ofSeconds(2);

    /** The first check loads the driver and starts its threads; how long that takes says nothing about the database. */
    private static final Duration FIRST_BOUND = Duration.ofSeconds(10);

    /** A reader that comes before the first check has ended waits this long for it. */
    private static final Duration FIRST_READ = Duration.ofMillis(80);

    /** Servers are asked what they have room for once in so many rounds: once a minute. */
    private static final int ROUNDS_PER_QUESTION = 12;

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final PoolRegistry registry;
    private final Duration period;
    private final Duration bound;
    private final Duration firstBound;
    private final BiConsumer<String, Duration> recorder;
    private final Map<String, WatchedDatabase> watched = new ConcurrentHashMap<>();
    private final List<Runnable> afterRound = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemons("seedcore-health"));
    private final ThreadPoolExecutor probes = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("seedcore-probe"));
    private volatile long lastRound;
    private volatile boolean deadlocked;

    /** @param recorder told the name of a database and how long each check of it took */
    public HealthMonitor(PoolRegistry registry, BiConsumer<String, Duration> recorder) {
        this(registry, recorder, PERIOD, BOUND, FIRST_BOUND);
    }

    HealthMonitor(
            PoolRegistry registry,
            BiConsumer<String, Duration> recorder,
            Duration period,
            Duration bound,
            Duration firstBound) {
        this.registry = registry;
        this.recorder = recorder;
        this.period = period;
        this.bound = bound;
        this.firstBound = firstBound;
        this.clock.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins to ask; a second call does nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            lastRound = System.nanoTime();
            clock.scheduleAtFixedRate(
                    () -> runOnce(this::askServers),
                    0,
                    period.multipliedBy(ROUNDS_PER_QUESTION).toNanos(),
                    TimeUnit.NANOSECONDS);
            clock.scheduleAtFixedRate(this::round, 0, period.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Runs {@code work} after the databases of the registry were looked through, once per period. What it throws is logged,
     * and keeps neither other work nor the next round from running.
     */
    public void afterEachRound(Runnable work) {
        afterRound.add(work);
    }

    /**
     * Runs {@code work}, which is to be short, on the thread that begins the checks, for as long as there are checks. What it
     * throws is logged, and it is run again.
     */
    public void every(Duration time, Runnable work) {
        clock.scheduleWithFixedDelay(() -> runOnce(work), time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void runOnce(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            // Thrown further it would be the last time, and in a round the others would be left out.
            LOG.warn("Looking after the databases failed in part; it is tried again", e);
        }
    }

    private void round() {
        runOnce(this::checkAll);
        runOnce(this::findDeadlock);
        afterRound.forEach(HealthMonitor::runOnce);
        lastRound = System.nanoTime();
    }

    private void checkAll() {
        watched.keySet().forEach(this::forgetIfGone);
        registry.settings().forEach(settings -> check(watch(settings)));
    }

    private void forgetIfGone(String name) {
        watched.computeIfPresent(name, (same, database) -> {
            if (registry.names().contains(name)) {
                return database;
            }
            database.stop();
            return null;
        });
    }

    private void findDeadlock() {
        deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
    }

    /** All by the checks of one round: what pools on one server are told is compared, and changes all the time. */
    private void askServers() {
        watched.values().forEach(WatchedDatabase::askServer);
    }

    /** One that took the place of another of its name is watched anew, and nothing is said of the other any more. */
    private WatchedDatabase watch(PoolSettings settings) {
        return watched.compute(settings.name(), (name, before) -> {
            if (before != null && before.isOf(settings)) {
                return before;
            }
            if (before != null) {
                before.stop();
            }
            return new WatchedDatabase(settings, registry, probes, clock, recorder);
        });
    }

    /** Null where it is not watched yet. */
    private @Nullable WatchedDatabase watched(String name) {
        WatchedDatabase database = watched.get(name);
        PoolSettings now = registry.settings(name).orElse(null);
        return database == null || now == null || database.isOf(now) ? database : null;
    }

    private void check(WatchedDatabase database) {
        database.check(database.latest().known() ? bound : firstBound);
    }

    /** What is known about the database called {@code name}; for an unknown name, that nothing is known. */
    public HealthSnapshot of(String name) {
        WatchedDatabase database = watched(name);
        return database == null ? HealthSnapshot.notYetKnown(name) : database.latest();
    }

    /** What the server of the database called {@code name} has room for, asked with all others once a minute; from memory. */
    public ServerRoom server(String name) {
        WatchedDatabase database = watched(name);
        return database == null ? new ServerRoom.Unknown("not asked yet") : database.server();
    }

    /**
     * What is known about the database called {@code name}, where need be after a moment's wait (less than 100 ms) for
     * its first check. That of a database added since the last round begins now.
     */
    public HealthSnapshot awaitFirst(String name) {
        return awaitFirst(List.of(name)).get(0);
    }

    /** What is known about all databases of the registry, in its order, after one such wait at most for all of them. */
    public List<HealthSnapshot> awaitFirst() {
        return awaitFirst(registry.names());
    }

    /** What is known about these databases, in their order, after one such wait at most for all of them. */
    public List<HealthSnapshot> awaitFirst(Collection<String> names) {
        names.forEach(this::beginIfNew);
        long end = System.nanoTime() + FIRST_READ.toNanos();
        return names.stream().map(name -> awaitFirst(name, end)).toList();
    }

    private void beginIfNew(String name) {
        if (watched(name) != null || !started.get()) {
            return;
        }
        try {
            registry.settings(name).ifPresent(settings -> check(watch(settings)));
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: not asked, because the checks have ended", name);
        }
    }

    private HealthSnapshot awaitFirst(String name, long end) {
        WatchedDatabase database = watched(name);
        return database == null ? HealthSnapshot.notYetKnown(name) : database.awaitFirst(end);
    }

    /** Whether databases are being asked at the pace they should be; true also before {@link #start()}. */
    public boolean alive() {
        return !started.get()
                || System.nanoTime() - lastRound < period.multipliedBy(6).toNanos();
    }

    /** Whether the last round found threads of this JVM that wait for each other for ever. */
    public boolean deadlocked() {
        return deadlocked;
    }

    /** Ends the threads; what is known stays readable. */
    @Override
    public void close() {
        clock.shutdownNow();
        watched.values().forEach(WatchedDatabase::stop);
        probes.shutdownNow();
    }
}
