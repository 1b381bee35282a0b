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
    private final AcquisitionAdvice advice;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Driver driver;
    private boolean closed;
    private volatile @Nullable String version;

    ControlConnection(String pool, Drivers drivers, AcquisitionAdvice advice) {
        this.pool = pool;
        this.drivers = drivers;
        this.advice = advice;
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
        Driver asked = driver;
        try {
            if (asked == null) {
                asked = drivers.openControl(advice);
                driver = asked;
            }
            version = Question.ask(pool, asked, drivers.session())
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException e) {
            abandon();
            return ProbeFailure.silence("no answer within " + Durations.seconds(timeout) + " s");
        } catch (ExecutionException e) {
            return DriverFailure.of(Objects.requireNonNullElse(e.getCause(), e));
        } catch (RuntimeException e) {
            return DriverFailure.of(e);
        }
    }

    /** Gives up the connection, which may stay silent for good; the next probe takes a new one. */
    private void abandon() {
        Driver given = driver;
        driver = null;
        if (given != null) {
            given.closeAsync();
        }
    }

    void close() {
        turn.lock();
        try {
            closed = true;
            abandon();
        } finally {
            turn.unlock();
        }
    }
}
