package io.seedcore.pool.monitoring.microprofile.metrics;

import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

    MetricsPublisher(MetricRegistry metrics, PoolReader reader, Supplier<String> application) {
        this.metrics = metrics;
        this.reader = reader;
        this.application = application;
    }

    /** Looks through the pools and brings everything up to date. */
    void follow() {
        lock.lock();
        try {
            Map<String, Reading> readings = new HashMap<>();
            reader.readAll().forEach(reading -> readings.put(reading.settings().name(), reading));
            String label = application.get();
            published.values().removeIf(pool -> pool.removeUnlessOf(readings.get(pool.name()), label));
            readings.forEach((name, reading) -> published
                    .computeIfAbsent(name, ignored -> PublishedPool.of(reading, metrics, reader, label))
                    .update(reading));
        } finally {
            lock.unlock();
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

    /** Borrowers must not wait for each other here: whoever finds it busy leaves it to the next one, or to the round. */
    private void update(String name) {
        if (lock.tryLock()) {
            try {
                PublishedPool pool = published.get(name);
                if (pool != null) {
                    reader.read(name).ifPresent(pool::update);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
