package io.seedcore.pool.monitoring.health;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.sizing.ServerRoom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One database: at most one check of it at a time, and what the checks found. */
final class WatchedDatabase {

    /** A pool keeps the bound by itself; a check is given up only when it has clearly not. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final PoolSettings settings;
    private final String name;
    private final PoolRegistry registry;
    private final ExecutorService probes;
    private final ScheduledExecutorService clock;
    private final BiConsumer<String, Duration> recorder;
    private final CountDownLatch known = new CountDownLatch(1);
    private final ServerWatch server = new ServerWatch();
    private volatile HealthSnapshot latest;
    private @Nullable Check running;
    private boolean stopped;

    WatchedDatabase(
            PoolSettings settings,
            PoolRegistry registry,
            ExecutorService probes,
            ScheduledExecutorService clock,
            BiConsumer<String, Duration> recorder) {
        this.settings = settings;
        this.name = settings.name();
        this.registry = registry;
        this.probes = probes;
        this.clock = clock;
        this.recorder = recorder;
        this.latest = HealthSnapshot.notYetKnown(name);
    }

    /** Whether this is the database of that pool, and not one that had its name before. */
    boolean isOf(PoolSettings now) {
        return settings == now;
    }

    HealthSnapshot latest() {
        return latest;
    }

    /** What its server has room for. */
    ServerRoom server() {
        return server.latest();
    }

    /** Has its server asked by the next check that is answered. */
    void askServer() {
        server.ask();
    }

    HealthSnapshot awaitFirst(long end) {
        try {
            if (known.getCount() > 0 && !known.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.debug("{}: read before the first check ended", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return latest;
    }

    /** Begins a check, unless one still hangs: a database that never answers holds one thread, not more and more. */
    synchronized void check(Duration bound) {
        if (running != null || stopped) {
            return;
        }
        Check check = new Check(bound);
        running = check;
        try {
            probes.execute(check);
        } catch (Throwable e) {
            running = null; // no thread to be had: the next round tries again
            throw e;
        }
        clock.schedule(check::giveUp, bound.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    }

    private final class Check implements Runnable {

        private final Duration bound;
        private final long start = System.nanoTime();
        private boolean decided;

        Check(Duration bound) {
            this.bound = bound;
        }

        @Override
        public void run() {
            try {
                Optional<Pool> pool = registry.find(name);
                if (pool.isPresent()) {
                    ProbeResult result = pool.get().probe(bound);
                    record(result.latency());
                    decide(result.up(), result.latency(), result.version(), result.failure());
                    if (result.up()) {
                        server.answered(pool.get());
                    }
                }
            } catch (Throwable e) {
                decide(
                        false,
                        elapsed(),
                        null,
                        ProbeFailure.other("the check failed: " + e.getClass().getSimpleName()));
                LOG.debug("{}: the check failed", name, e);
            } finally {
                end(this);
            }
        }

        private void giveUp() {
            decide(false, elapsed(), null, ProbeFailure.silence("no answer within " + bound.toMillis() + " ms"));
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        /** The first verdict counts: an answer that comes after the check was given up came too late. */
        private void decide(boolean up, Duration took, @Nullable String version, @Nullable ProbeFailure failure) {
            synchronized (WatchedDatabase.this) {
                if (!decided && !stopped) {
                    decided = true;
                    become(latest.next(up, Instant.now(), took, version, failure));
                }
            }
        }
    }

    private synchronized void end(Check check) {
        check.decided = true;
        running = null;
    }

    private synchronized void record(Duration took) {
        if (!stopped) {
            recorder.accept(name, took);
        }
    }

    /**
     * What a check still finds says nothing any more, and no other begins: the application is ending, the database was
     * removed, or another has its name.
     */
    synchronized void stop() {
        stopped = true;
    }

    private void become(HealthSnapshot next) {
        HealthSnapshot before = latest;
        latest = next;
        if (!next.up()) {
            server.silent(next.error());
        }
        known.countDown();
        if (before.known() ? before.up() != next.up() : !next.up()) {
            log(before, next);
        }
    }

    private void log(HealthSnapshot before, HealthSnapshot next) {
        if (!next.up()) {
            LOG.warn("{}: down ({}). It is asked again every few seconds.", name, next.error());
        } else if (before.since() != null) {
            LOG.info("{}: up again after {} s", name, ChronoUnit.SECONDS.between(before.since(), Instant.now()));
        }
    }
}
