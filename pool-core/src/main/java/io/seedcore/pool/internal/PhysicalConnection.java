package io.seedcore.pool.internal;

import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.driver.ConnectionSocket;
import io.seedcore.pool.internal.driver.DriverCancellation;
import io.seedcore.pool.internal.driver.DriverTransaction;
import io.seedcore.pool.internal.driver.OpenedConnection;
import io.seedcore.pool.internal.jdbc.DelegatingConnection;
import io.seedcore.pool.internal.session.SessionState;
import io.seedcore.pool.internal.thread.CoarseClock;
import io.seedcore.pool.internal.watch.WatchedConnection;
import io.seedcore.pool.spi.ServerSession;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the server, from its opening to its closing. Lies below HikariCP, so it costs nothing per borrow. */
final class PhysicalConnection extends DelegatingConnection implements ServerSession, WatchedConnection {

    private interface Step {
        void run() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(PhysicalConnection.class);

    /** As long as HikariCP trusts a connection that has answered. One that nobody has borrowed may be idle for long. */
    private static final long JUST_OPENED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final OpenedConnection opened;
    private final SessionState session;
    private final int firstIsolation;
    private final ConnectionOwner owner;
    private final long openedNanos = System.nanoTime();
    private final UseLog acquireLog = new UseLog();
    private final UseLog usageLog = new UseLog();
    private final UseLog asyncAcquireLog = new UseLog();
    private final UseLog asyncUsageLog = new UseLog();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
    /** Written without a fence, as HikariCP hands the connection over with one; whoever else reads it may be late. */
    private final AtomicReference<@Nullable LentConnection> lease = new AtomicReference<>();
    // Touched only by whoever holds the connection; HikariCP's hand-over makes them visible to the next.
    private boolean lentBefore;
    /** From the end of a loan until HikariCP has put everything back. */
    private boolean returning;

    private boolean handedOverLate;
    private int generation;
    private int retirements;
    private long readsWhenCleared;

    /** @param firstIsolation with which the session began */
    PhysicalConnection(OpenedConnection opened, SessionState session, int firstIsolation, ConnectionOwner owner) {
        super(opened.connection());
        this.opened = opened;
        this.session = session;
        this.firstIsolation = firstIsolation;
        this.owner = owner;
    }

    SessionState session() {
        return session;
    }

    ConnectionOwner owner() {
        return owner;
    }

    @Override
    public long id() {
        return opened.serverSession();
    }

    @Override
    public long serverSession() {
        return opened.serverSession();
    }

    @Override
    public ConnectionSocket socket() {
        return opened.socket();
    }

    @Override
    public boolean transactionFailed() {
        return DriverTransaction.hasFailed(opened.connection());
    }

    /** Asks the server to cancel {@code statement}, which is executing. */
    void cancel(Statement statement) throws SQLException {
        DriverCancellation.cancel(opened.connection(), statement);
    }

    @Override
    public boolean transactionClosed() {
        return DriverTransaction.isClosed(opened.connection());
    }

    @Override
    public Optional<String> endOfTransaction(String sql) {
        return session.endOfTransaction(sql);
    }

    long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    /** HikariCP gets to know of it. */
    void handedOver() {
        handedOverLate = !isJustOpened();
    }

    /** Whether it had been open for a while when HikariCP got to know of it, which reckons its age from then on. */
    boolean isOlderThanHikariKnows() {
        return handedOverLate;
    }

    int generation() {
        return generation;
    }

    void setGeneration(int now) {
        generation = now;
    }

    /** How often all connections had been retired when it came into the pool. */
    int retirements() {
        return retirements;
    }

    void setRetirements(int before) {
        retirements = before;
    }

    /** How long those of one type waited for it. */
    UseLog acquireLog(EngineType type) {
        return type == EngineType.SYNC ? acquireLog : asyncAcquireLog;
    }

    /** How long those of one type had it. */
    UseLog usageLog(EngineType type) {
        return type == EngineType.SYNC ? usageLog : asyncUsageLog;
    }

    /** Lent from now on, to a caller that had been waiting since {@code askedAt} on the coarse clock. */
    void lend(LentConnection lent, int askedAt) {
        lentBefore = true;
        lease.setRelease(lent);
        acquireLog(lent.engineType()).record(lent.since() - askedAt);
    }

    /** About to be given back to HikariCP, or closed. */
    void endLease(LentConnection lent) {
        returning = true;
        usageLog(lent.engineType()).record(CoarseClock.millis() - lent.since());
        lease.setRelease(null);
    }

    /** Who has borrowed it; null while it is idle. */
    @Nullable
    LentConnection lease() {
        return lease.get();
    }

    /** Whether nobody has borrowed it, and somebody may. */
    boolean isIdle() {
        return lease.get() == null && reason.get() == null;
    }

    @Override
    public boolean isGivenUp() {
        return reason.get() != null;
    }

    /** Says why it is about to be closed; the first reason stands. False where there is one already. */
    boolean condemn(CloseReason why) {
        boolean first = reason.compareAndSet(null, why);
        if (first) {
            owner.condemned(why);
        }
        return first;
    }

    @Override
    public void giveUp() {
        condemn(CloseReason.INVALID);
        opened.socket().abort();
    }

    /** Whether it must not be lent again, since its state is in doubt or somebody still uses it. */
    boolean isUnfit() {
        return reason.get() != null
                || session.mustBeDiscarded()
                || opened.socket().isWaiting();
    }

    /** Asks the server, however lately it answered. */
    boolean answers(long withinMillis) {
        try {
            int before = getNetworkTimeout();
            setNetworkTimeout(Runnable::run, (int) withinMillis);
            boolean valid = isValid((int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(withinMillis)));
            if (valid) {
                setNetworkTimeout(Runnable::run, before);
            }
            return valid;
        } catch (SQLException e) {
            LOG.debug("A test of a connection failed", e);
            condemn(CloseReason.INVALID);
            return false;
        }
    }

    /**
     * Whether nobody has borrowed it since it was opened, long enough ago to be tested first. HikariCP does not know: it may
     * have got to know of the connection just now.
     */
    boolean hasWaitedForItsFirstLoan() {
        return !lentBefore && !isJustOpened();
    }

    private boolean isJustOpened() {
        return !lentBefore && ageNanos() < JUST_OPENED_NANOS;
    }

    /** HikariCP also tests what was just opened, one connection after the other: that needs no answer of the server. */
    @Override
    public boolean isValid(int seconds) throws SQLException {
        if (isJustOpened()) {
            return true;
        }
        long start = System.nanoTime();
        boolean valid = super.isValid(seconds);
        if (!valid) {
            foundDead(System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(seconds) / 2);
        }
        return valid;
    }

    private void foundDead(boolean silent) {
        if (condemn(CloseReason.INVALID)) {
            owner.foundDead(this, silent);
        }
    }

    /**
     * HikariCP asks the first connection of a pool, and where that breaks in the midst of it, HikariCP refuses every
     * other for good: so the answer is known before.
     */
    @Override
    public int getTransactionIsolation() throws SQLException {
        return lentBefore ? super.getTransactionIsolation() : firstIsolation;
    }

    /** MySQL's drivers ask the server for it; a connection that was just opened takes writes. */
    @Override
    public boolean isReadOnly() throws SQLException {
        return lentBefore && super.isReadOnly();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        set(() -> super.setAutoCommit(autoCommit));
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        set(() -> super.setTransactionIsolation(level));
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        set(() -> super.setReadOnly(readOnly));
    }

    /** Drivers do it in another thread if they get one, which is of no use here: they only note the time. */
    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        // The last step of a test, also of one that failed: a driver that has closed the connection would refuse.
        if (lease.get() != null || !isGivenUp()) {
            set(() -> super.setNetworkTimeout(Runnable::run, milliseconds));
        }
    }

    /** What HikariCP sets while nobody has the connection, it puts back after a loan, or needs for a test before the next. */
    private void set(Step step) throws SQLException {
        if (lease.get() != null) {
            step.run();
        } else if (returning) {
            putBack(step);
        } else {
            prepareTest(step);
        }
    }

    private void prepareTest(Step step) throws SQLException {
        try {
            step.run();
        } catch (SQLException e) {
            foundDead(false);
            throw e;
        }
    }

    /** A connection whose rollback failed may still hold what its borrower did: nobody may borrow it again. */
    @Override
    public void rollback() throws SQLException {
        try {
            super.rollback();
        } catch (Throwable e) {
            condemn(CloseReason.INVALID);
            throw new RollbackFailedException(e);
        }
    }

    /**
     * HikariCP's last call on a connection that comes back, after it has closed the statements and rolled back, and
     * before anybody else can have it: the moment to put the session back as well.
     */
    @Override
    public void clearWarnings() throws SQLException {
        if (lease.get() == null) {
            putBack(() -> {
                clearNewWarnings();
                session.reset(delegate());
            });
            returning = false;
        } else {
            clearNewWarnings();
        }
    }

    /**
     * Warnings come with what the server says; where it said nothing, asking the driver would be the dearest part of a
     * borrow.
     */
    private void clearNewWarnings() throws SQLException {
        long reads = opened.socket().reads();
        if (reads != readsWhenCleared || session.driverMayWarn()) {
            super.clearWarnings();
            readsWhenCleared = reads;
        }
    }

    /** Puts the session back into the state in which every borrower finds it. */
    void resetSession() throws SQLException {
        putBack(() -> session.reset(delegate()));
    }

    /** A part of the way from one borrower to the next; whatever goes wrong on it means that there is no next. */
    private void putBack(Step step) throws SQLException {
        try {
            step.run();
        } catch (Throwable e) {
            condemn(CloseReason.INVALID);
            throw new SessionResetException(session.pool(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            super.close();
        } finally {
            ended();
        }
    }

    void closeQuietly() {
        try {
            close();
        } catch (SQLException e) {
            LOG.debug("Closing a connection failed", e);
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        try {
            super.abort(executor);
        } finally {
            ended();
        }
    }

    private void ended() {
        if (closed.compareAndSet(false, true)) {
            // Whoever condemns it from now on is late: it would be counted as one that is still to be closed.
            owner.ended(this, reason.getAndSet(CloseReason.INVALID));
        }
    }
}
