package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/**
 * One connection outside the pool that asks whether the database answers, so that a full pool is not taken for a
 * database that is down. Opened by the first probe.
 */
final class ControlConnection {

    private final String pool;
    private final Drivers drivers;
    private final SideDriver driver;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;
    private volatile @Nullable String version;

    ControlConnection(String pool, Drivers drivers, AcquisitionAdvice advice) {
        this.pool = pool;
        this.drivers = drivers;
        this.driver = new SideDriver(pool, () -> drivers.openControl(advice));
    }

    ProbeResult probe(Duration timeout) {
        long started = System.nanoTime();
        ProbeFailure failure = failure(timeout);
        return new ProbeResult(failure == null, Duration.ofNanos(System.nanoTime() - started), version, failure);
    }

    private @Nullable ProbeFailure failure(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return ProbeFailure.silence("no answer within " + Durations.seconds(timeout) + " s");
            }
            try {
                return ask(deadline, timeout);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ProbeFailure.other("interrupted while waiting for the answer");
        }
    }

    private @Nullable ProbeFailure ask(long deadline, Duration timeout) throws InterruptedException {
        if (closed) {
            return ProbeFailure.other("the pool is closed");
        }
        Driver asked;
        try {
            asked = driver.get();
        } catch (RuntimeException e) {
            return DriverFailure.of(e);
        }
        try {
            version = Question.ask(pool, asked, drivers.session())
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException e) {
            // The connection may stay silent for good; the next probe takes a new one.
            driver.abandon(asked);
            return ProbeFailure.silence("no answer within " + Durations.seconds(timeout) + " s");
        } catch (ExecutionException e) {
            return DriverFailure.of(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    void close() {
        turn.lock();
        try {
            closed = true;
            driver.close();
        } finally {
            turn.unlock();
        }
    }
}
