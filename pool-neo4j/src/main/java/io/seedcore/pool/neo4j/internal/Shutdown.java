package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.config.Durations;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.neo4j.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a pool: waits for its lent connections, then closes all of them, within bounded times. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** The driver says goodbye on each connection; to a silent network that could take for ever. */
    private static final long CLOSE_SECONDS = 10;

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final GraphPoolSettings settings;

    Shutdown(GraphPoolSettings settings) {
        this.settings = settings;
    }

    void close(Driver driver, GraphStats stats, ControlConnection control, SideDriver decisions) {
        drain(stats);
        stats.freeze();
        control.close();
        decisions.close();
        try {
            driver.closeAsync().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{}: the driver did not close properly; its connections end with the server's", name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The driver tells nobody when a connection comes back, so it is asked again and again. */
    private void drain(GraphStats stats) {
        long deadline = System.nanoTime() + settings.times().drain().toNanos();
        while (stats.lent() > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        int lent = stats.lent();
        if (lent > 0) {
            LOG.warn(
                    "{}: closed while {} connections were lent, after waiting up to {} s for them. Stop work before the"
                            + " application stops, or raise the drain timeout.",
                    name(),
                    lent,
                    Durations.seconds(settings.times().drain()));
        }
    }

    private String name() {
        return settings.name();
    }
}
