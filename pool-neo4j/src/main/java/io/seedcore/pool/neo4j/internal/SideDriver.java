package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/**
 * A driver beside the one that applications use, so that there is a connection also while all others are lent. Opened
 * on first use, and anew after it was given up. Thread-safe.
 */
final class SideDriver {

    private final String pool;
    private final Supplier<Driver> opening;
    private @Nullable Driver driver;
    private boolean closed;

    /** @param opening opens a driver, which connects to nothing yet */
    SideDriver(String pool, Supplier<Driver> opening) {
        this.pool = pool;
        this.opening = opening;
    }

    /** @throws PoolException with code {@code SCP-203} after {@link #close()} */
    synchronized Driver get() {
        if (closed) {
            throw new PoolException(
                    "SCP-203", pool + ": the pool is closed. Stop work before the application stops.", null);
        }
        Driver present = driver;
        if (present == null) {
            present = opening.get();
            driver = present;
        }
        return present;
    }

    /** Gives up a driver whose connections may stay silent for good; the next use opens another. */
    synchronized void abandon(Driver silent) {
        if (driver == silent) {
            driver = null;
            silent.closeAsync();
        }
    }

    synchronized void close() {
        closed = true;
        if (driver != null) {
            abandon(driver);
        }
    }
}
