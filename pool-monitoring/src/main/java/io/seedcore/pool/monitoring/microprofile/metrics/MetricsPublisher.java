package io.seedcore.pool.monitoring.microprofile.metrics;

import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Keeps a registry of MicroProfile Metrics in step with the pools: series come and go with them. Gauges are read when
 * the server reads them; counters are brought up to date when something rare happens, and once per round.
 */
final class MetricsPublisher implements PoolListener {

    private final MetricRegistry metrics;
    private final PoolReader reader;
    private final Supplier<String> application;
    private final Map<String, PublishedPool> published = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;

    MetricsPublisher(MetricRegistry metrics, PoolReader reader, Supplier<String> application) {
        this.metrics = metrics;
        this.reader = reader;
        this.application = application;
    }

    /** Looks through the pools and brings everything up to date. */
    void follow() {
        lock.lock();
        try {
            Set<String> names = new HashSet<>(published.keySet());
            names.addAll(reader.names());
            names.forEach(this::bringUpToDate);
        } finally {
            lock.unlock();
        }
    }

    /** Takes all series back for good, since servers may keep them for the application that is deployed next. */
    void withdraw() {
        lock.lock();
        try {
            published.values().forEach(PublishedPool::remove);
            published.clear();
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** A pool that took the place of another of its name has series of its own, whose counters begin at nothing. */
    private void bringUpToDate(String name) {
        Optional<Reading> reading = reader.read(name);
        String label = application.get();
        PublishedPool before = published.get(name);
        if (before != null && !before.isOf(reading.orElse(null), label)) {
            before.remove();
            published.remove(name);
        }
        if (!ended) {
            reading.ifPresent(now -> published
                    .computeIfAbsent(name, ignored -> PublishedPool.of(now, metrics, reader, label))
                    .update(now));
        }
    }

    @Override
    public void connectionCreated(String pool, Duration took) {
        update(pool);
    }

    @Override
    public void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {
        update(pool);
    }

    @Override
    public void connectionClosed(String pool, CloseReason reason) {
        update(pool);
    }

    @Override
    public void acquisitionTimedOut(String pool, Duration waited) {
        update(pool);
    }

    @Override
    public void connectionLeaked(String pool, Duration held) {
        update(pool);
    }

    @Override
    public void poolClosed(String pool) {
        update(pool);
    }

    /** Borrowers must not wait for each other here: whoever finds it busy leaves it to the next one, or to the round. */
    private void update(String name) {
        if (lock.tryLock()) {
            try {
                bringUpToDate(name);
            } finally {
                lock.unlock();
            }
        }
    }
}
