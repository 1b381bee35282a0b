package io.seedcore.pool.internal;

import io.seedcore.pool.PoolClosedException;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.thread.CoarseClock;
import io.seedcore.pool.internal.thread.SharedThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers have connections: at once where one is idle and nobody has waited for long, else through an {@link
 * Acquisition}. Thread-safe.
 */
final class Admission {

    /** For whom nobody waits, or who waits until the circuit says what is wrong. */
    static final Duration FOREVER = Duration.ofDays(1);

    private final String pool;
    private final int mostWaiting;
    private final boolean remembersBorrowers;
    private final SharedThreads threads;
    private final Capacity capacity;
    private final Books books;
    private final KeptConnections kept;
    private final Opener opener;
    private final WaitingLine line;
    private final Refusals refusals;
    private volatile boolean closed;

    Admission(
            ConnectionPoolSettings settings,
            SharedThreads threads,
            Capacity capacity,
            Books books,
            KeptConnections kept,
            WaitingLine line,
            Opener opener,
            Refusals refusals) {
        this.pool = settings.name();
        this.mostWaiting = settings.limits().maxWaiting();
        this.remembersBorrowers = !settings.times().leakThreshold().isZero();
        this.threads = threads;
        this.capacity = capacity;
        this.books = books;
        this.kept = kept;
        this.line = line;
        this.opener = opener;
        this.refusals = refusals;
    }

    /** Lends a connection to the caller's thread, which waits for it if it must. */
    LentConnection acquire(Duration timeout) throws SQLException {
        int askedAt = CoarseClock.millis();
        LentConnection lent = lendAtOnce();
        return lend(lent == null ? new ParkedAcquisition(this, timeout).await() : lent, askedAt);
    }

    /** Lends a connection where that needs no other caller to give one back; null otherwise. */
    @Nullable
    LentConnection tryAcquire() throws SQLException {
        int askedAt = CoarseClock.millis();
        LentConnection lent = lendAtOnce();
        if (lent == null && line.mayPass()) {
            lent = lendIdle();
            if (lent == null && reserve()) {
                lent = open(EngineType.SYNC, FOREVER);
            }
        }
        return lent == null ? null : lend(lent, askedAt);
    }

    /** Lends a connection without a thread that waits. */
    CompletableFuture<Connection> acquireAsync(Duration timeout) {
        return new AsyncAcquisition(this, timeout).start();
    }

    /** The way that most callers go: a few reads above what HikariCP does. */
    private @Nullable LentConnection lendAtOnce() throws SQLException {
        checkOpen();
        return line.size() == 0 ? kept.take() : null;
    }

    LentConnection lend(LentConnection lent, int askedAt) {
        try {
            lent.physical().lend(lent, askedAt);
            if (remembersBorrowers) {
                lent.remember(new Throwable("borrowed here"));
            }
            return lent;
        } catch (RuntimeException | Error e) {
            kept.reclaim(lent);
            throw e;
        }
    }

    /** From now on nothing is lent, and nobody waits. */
    void close() {
        closed = true;
        line.wakeAll();
    }

    void checkOpen() throws PoolClosedException {
        if (closed) {
            throw closed();
        }
    }

    PoolClosedException closed() {
        return new PoolClosedException(pool);
    }

    @Nullable
    LentConnection lendIdle() throws SQLException {
        if (kept.idle() == 0) {
            return null;
        }
        LentConnection lent = kept.take();
        return lent == null ? kept.takeHandedOver() : lent;
    }

    /** Takes room for one more connection, which {@link #open} fills or gives back. */
    boolean reserve() {
        return growthRefusedFor().isEmpty() && books.reserve(capacity.max());
    }

    /** See {@link Opener#growthRefusedFor}. */
    Optional<Duration> growthRefusedFor() {
        return opener.growthRefusedFor();
    }

    /**
     * Opens one for a caller that stays until an attempt must have ended.
     *
     * @return null where another caller was faster, the server has no room for more, or time is up
     */
    @Nullable
    LentConnection open(EngineType asking, Duration atMost) throws SQLException {
        PhysicalConnection opened = openReserved(asking, atMost);
        if (opened == null) {
            return null;
        }
        LentConnection lent = null;
        try {
            lent = kept.addAndTake(opened);
            return lent;
        } finally {
            if (lent == null) {
                line.changed();
            }
        }
    }

    /** As {@link #open}; where the caller cannot stay until an attempt must have ended, the connection is for others. */
    @Nullable
    LentConnection openFor(Acquisition caller) throws SQLException {
        Duration left = Duration.ofNanos(caller.remainingNanos());
        if (left.compareTo(opener.longest()) >= 0) {
            return open(EngineType.SYNC, left);
        }
        CompletableFuture<Boolean> opened = inAWorker();
        try {
            return opened.get(left.toNanos(), TimeUnit.NANOSECONDS) ? kept.takeHandedOver() : null;
        } catch (TimeoutException e) {
            throw refusals.slow(Duration.ofNanos(caller.waitedNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusals.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private CompletableFuture<Boolean> inAWorker() {
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        boolean begun = false;
        try {
            threads.run(() -> open(opened));
            begun = true;
            return opened;
        } finally {
            // There may be no thread to be had.
            if (!begun) {
                books.unreserve();
                line.changed();
            }
        }
    }

    private void open(CompletableFuture<Boolean> result) {
        try {
            PhysicalConnection opened = openReserved(EngineType.SYNC, FOREVER);
            if (opened != null) {
                kept.add(opened);
            }
            result.complete(opened != null);
        } catch (SQLException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            line.changed();
        }
    }

    private @Nullable PhysicalConnection openReserved(EngineType asking, Duration atMost) throws SQLException {
        PhysicalConnection opened = null;
        try {
            opened = opener.open(asking, atMost);
            return opened;
        } finally {
            if (opened == null) {
                books.unreserve();
                line.changed();
            }
        }
    }

    WaitingLine line() {
        return line;
    }

    SharedThreads threads() {
        return threads;
    }

    int mostWaiting() {
        return mostWaiting;
    }

    Deadlocks deadlocks() {
        return new Deadlocks(books, line, capacity);
    }

    SQLException tooManyWait() {
        return refusals.tooManyWait(mostWaiting);
    }

    SQLException timedOut(EngineType asking, long waitedNanos) {
        return refusals.full(asking, Duration.ofNanos(waitedNanos));
    }

    SQLException deadlocked() {
        return refusals.deadlocked();
    }

    SQLException interrupted() {
        return refusals.interrupted();
    }
}
