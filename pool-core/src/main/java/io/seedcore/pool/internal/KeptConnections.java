package io.seedcore.pool.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.internal.thread.PoolTasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open, in HikariCP: lends idle ones, takes them back, tests them, retires them when they are
 * old. Opens none. Thread-safe.
 */
final class KeptConnections implements AutoCloseable {

    /** How long a connection that was handed over may take to come out of HikariCP. */
    private static final long HANDOVER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How often whoever waits for one looks whether another caller has got it. */
    private static final long LOOK_MILLIS = 5;

    private final Handover handover = new Handover();
    private final HikariDataSource hikari;
    private final HikariPool pool;
    private final long recycleNanos;
    private final boolean everyAgeIsOurs;
    private final boolean tested;
    private final AtomicInteger generation = new AtomicInteger();
    private final AtomicInteger retirements = new AtomicInteger();

    KeptConnections(ConnectionPoolSettings settings, PoolTasks tasks, FatalErrors errors) {
        this.hikari = HikariSettings.open(settings, handover, tasks, errors);
        this.pool = (HikariPool) hikari.getHikariPoolMXBean();
        this.recycleNanos = settings.times().recycle().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.everyAgeIsOurs = HikariSettings.isRecycledByUs(settings);
        this.tested = HikariSettings.isTested(settings);
    }

    /**
     * Lends an idle connection; never waits for one.
     *
     * @return null where none is idle; HikariCP then builds an exception, so that it is better not to ask in vain often
     */
    @Nullable
    LentConnection take() throws SQLException {
        return pool.getTotalConnections() == 0 ? null : take(0);
    }

    private @Nullable LentConnection take(long millis) throws SQLException {
        while (true) {
            Connection connection;
            try {
                connection = pool.getConnection(millis);
            } catch (SQLTransientConnectionException noneIdle) {
                return null;
            } catch (SQLException e) {
                // HikariCP hands over also without waiting, and an interrupt may come just then.
                throw e.getCause() instanceof InterruptedException ? Refusals.interrupted(hikari.getPoolName()) : e;
            }
            PhysicalConnection physical = connection.unwrap(PhysicalConnection.class);
            LentConnection lent = null;
            try {
                lent = isLendable(physical) ? new LentConnection(connection, physical) : null;
            } finally {
                if (lent == null) {
                    discard(connection, physical);
                }
            }
            if (lent != null) {
                return lent;
            }
        }
    }

    /**
     * Looks at what HikariCP does not: ages below its least, or of connections that it got to know late; connections that
     * are suspect or were never lent, and those that it did not know yet when all were retired.
     */
    private boolean isLendable(PhysicalConnection physical) {
        if (physical.retirements() != retirements.get()) {
            return false;
        }
        if ((everyAgeIsOurs || physical.isOlderThanHikariKnows()) && physical.ageNanos() > recycleNanos) {
            physical.condemn(CloseReason.RECYCLE);
            return false;
        }
        return trusts(physical) && !physical.hasWaitedForItsFirstLoan() || passesTest(physical);
    }

    private boolean passesTest(PhysicalConnection physical) {
        int now = generation.get();
        if (tested && !physical.answers(hikari.getValidationTimeout())) {
            return false;
        }
        physical.setGeneration(now);
        return true;
    }

    /**
     * Adds a connection that was just opened, and lends it, or whichever is idle first.
     *
     * @return null where other callers were faster
     */
    @Nullable
    LentConnection addAndTake(PhysicalConnection opened) throws SQLException {
        add(opened);
        return takeWhile(opened::isIdle);
    }

    /** Adds a connection that was just opened, for whoever comes first. */
    void add(PhysicalConnection opened) {
        opened.setGeneration(generation.get());
        opened.setRetirements(retirements.get());
        handover.add(opened);
    }

    /** Lends one that was handed over and left, if there is one. */
    @Nullable
    LentConnection takeHandedOver() throws SQLException {
        return handover.isEmpty() ? null : takeWhile(() -> !handover.isEmpty());
    }

    private @Nullable LentConnection takeWhile(BooleanSupplier somethingIsToCome) throws SQLException {
        long begin = System.nanoTime();
        LentConnection lent = take(LOOK_MILLIS);
        while (lent == null && somethingIsToCome.getAsBoolean() && System.nanoTime() - begin < HANDOVER_NANOS) {
            lent = take(LOOK_MILLIS);
        }
        return lent;
    }

    /** Whether it would be lent without a test if it had answered lately. */
    boolean trusts(PhysicalConnection connection) {
        return connection.generation() == generation.get();
    }

    /** From now on every connection that is open is tested before it is lent again, however lately it answered. */
    void suspectAll() {
        generation.incrementAndGet();
    }

    /**
     * Closes what is idle, and what is lent when it comes back, once for all that have been in the pool since the last
     * time: what came later shows by itself whether it is any better.
     *
     * @param retirements of the connection on which the reason was found
     */
    void retireAll(int retirements) {
        if (this.retirements.compareAndSet(retirements, retirements + 1)) {
            pool.softEvictConnections();
        }
    }

    /** Closes idle connections as long as there are more than {@code size} in all. */
    void closeIdle(int size) {
        while (pool.getTotalConnections() > size) {
            LentConnection idle = takeOrNull();
            if (idle == null) {
                return;
            }
            idle.physical().condemn(CloseReason.OVERFLOW);
            hikari.evictConnection(idle.pooled());
        }
    }

    private @Nullable LentConnection takeOrNull() {
        try {
            return take();
        } catch (SQLException interrupted) {
            return null;
        }
    }

    /** Ends a loan under its borrower; false where it has ended before. */
    boolean reclaim(LentConnection loan) {
        if (!loan.end()) {
            return false;
        }
        loan.physical().endLease(loan);
        loan.physical().giveUp();
        hikari.evictConnection(loan.pooled());
        return true;
    }

    /** How often all connections have been retired. */
    int retirements() {
        return retirements.get();
    }

    boolean areLent() {
        return pool.getActiveConnections() > 0;
    }

    int idle() {
        return pool.getIdleConnections() + handover.size();
    }

    /**
     * Closes a connection instead of lending it again; the server rolls back what is open on it. HikariCP takes it out of
     * the pool at once, so that it is not also to be given back: resetting what HikariCP has let go of fails.
     */
    void discard(Connection pooled, PhysicalConnection physical) throws SQLException {
        physical.condemn(CloseReason.INVALID);
        if (hikari.isClosed() || pooled.isClosed()) {
            pooled.close();
        } else {
            hikari.evictConnection(pooled);
        }
    }

    /** A caller that is connecting still adds what it gets; that is closed at once. */
    @Override
    public void close() {
        hikari.close();
        handover.close();
    }
}
