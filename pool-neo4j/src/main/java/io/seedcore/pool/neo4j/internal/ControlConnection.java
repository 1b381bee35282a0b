package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.sizing.ServerRoom;
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
 * database that is down, and what its server has room for. Opened by the first question.
 */
final class ControlConnection {

    private static final Question<ServerRoom> ROOM =
            new Question<>(session -> GraphRoom.of(session, Drivers.userAgent()));

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
        ProbeFailure failure = null;
        try {
            version = ask(Question.NAME, timeout);
        } catch (NotAnsweredException e) {
            failure = e.failure;
        }
        return new ProbeResult(failure == null, Duration.ofNanos(System.nanoTime() - started), version, failure);
    }

    /** For how many connections the server works, and who has some. What keeps it from saying so is an answer too. */
    ServerRoom room(Duration timeout) {
        try {
            return ask(ROOM, timeout);
        } catch (NotAnsweredException e) {
            return new ServerRoom.Unknown(e.failure.text());
        }
    }

    private <T> T ask(Question<T> question, Duration timeout) throws NotAnsweredException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw silence(timeout);
            }
            try {
                return ask(question, deadline, timeout);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAnsweredException(ProbeFailure.other("interrupted while waiting for the answer"));
        }
    }

    private <T> T ask(Question<T> question, long deadline, Duration timeout)
            throws InterruptedException, NotAnsweredException {
        if (closed) {
            throw new NotAnsweredException(ProbeFailure.other("the pool is closed"));
        }
        Driver asked;
        try {
            asked = driver.get();
        } catch (RuntimeException e) {
            throw new NotAnsweredException(DriverFailure.of(e));
        }
        try {
            return question.ask(pool, asked, drivers.session()).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The connection may stay silent for good; the next question takes a new one.
            driver.abandon(asked);
            throw silence(timeout);
        } catch (ExecutionException e) {
            throw new NotAnsweredException(DriverFailure.of(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }

    private static NotAnsweredException silence(Duration timeout) {
        return new NotAnsweredException(ProbeFailure.silence("no answer within " + Durations.seconds(timeout) + " s"));
    }

    /** Why there is no answer. */
    private static final class NotAnsweredException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient ProbeFailure failure;

        NotAnsweredException(ProbeFailure failure) {
            super(failure.text());
            this.failure = failure;
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
