package io.seedcore.pool.internal;

import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.session.TrackingConnection;
import io.seedcore.pool.internal.thread.CoarseClock;
import io.seedcore.pool.spi.HandleTerms;
import io.seedcore.pool.spi.ServerSession;
import io.seedcore.pool.spi.SharedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What a borrower holds. Gives the connection back once, however often and from whichever thread it is closed. */
final class LentConnection extends TrackingConnection implements SharedConnection {

    private static final AtomicIntegerFieldUpdater<LentConnection> STATE =
            AtomicIntegerFieldUpdater.newUpdater(LentConnection.class, "state");

    /** Bits of the state; a field more for each would make every borrow allocate more. */
    private static final int RETURNED = 1;

    private static final int ASYNC = 2;

    private static final int EVICTED = 4;

    private static final int WORKED_WITH = 8;

    private final PhysicalConnection physical;
    /** Written without a fence; whoever else reads it may be late. */
    private Thread borrower = Thread.currentThread();

    private final int since = CoarseClock.millis();

    private volatile int state;

    private volatile @Nullable Throwable borrowedAt;

    LentConnection(Connection connection, PhysicalConnection physical) {
        super(connection, physical.session());
        this.physical = physical;
    }

    @Override
    public void close() throws SQLException {
        if (end()) {
            if ((state & EVICTED) != 0) {
                // Whoever evicts it may not have come to that yet.
                physical.condemn(CloseReason.INVALID);
            }
            physical.owner().takeBack(this);
        }
    }

    @Override
    public void failed(SQLException failure) {}

    /** Ends the lease; false where it has ended before. */
    boolean end() {
        return addToState(RETURNED);
    }

    /** Has it closed instead of lent again; nothing where the lease has ended, since it may be another borrower's by now. */
    void evict() {
        if (addToState(EVICTED)) {
            physical.condemn(CloseReason.INVALID);
        }
    }

    private boolean addToState(int bit) {
        int now = state;
        while ((now & RETURNED) == 0) {
            if (STATE.compareAndSet(this, now, now | bit)) {
                return true;
            }
            now = state;
        }
        return false;
    }

    @Override
    public Connection handle(HandleTerms terms) {
        return new HeldConnection(this, terms);
    }

    @Override
    public Connection own() {
        return new OwnConnection(this);
    }

    @Override
    public void cancel(Statement statement) throws SQLException {
        physical.cancel(statement);
    }

    /** HikariCP's connection that is lent through this one. */
    Connection pooled() {
        return delegate();
    }

    PhysicalConnection physical() {
        return physical;
    }

    /** To be called before it is lent, unless a thread waited for it. */
    void markAsync() {
        state = ASYNC;
    }

    @Override
    protected EngineType engineType() {
        return (state & ASYNC) != 0 ? EngineType.ASYNC : EngineType.SYNC;
    }

    /** When it was lent, on the coarse clock. */
    int since() {
        return since;
    }

    @Override
    public void heldByThisThread() {
        borrower = Thread.currentThread();
        addToState(WORKED_WITH);
    }

    /** Whether that thread borrowed it or works with it. One that only delivered it to asynchronous work holds nothing. */
    boolean isHeldBy(Thread thread) {
        return borrower == thread && (state & (ASYNC | WORKED_WITH)) != ASYNC;
    }

    /** The thread that borrowed it, or works with it. */
    Thread borrower() {
        return borrower;
    }

    /** Keeps the stack of the borrower, to be shown if it never gives the connection back. */
    void remember(Throwable stack) {
        borrowedAt = stack;
    }

    @Nullable
    Throwable borrowedAt() {
        return borrowedAt;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type == ServerSession.class ? type.cast(physical) : super.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type == ServerSession.class || super.isWrapperFor(type);
    }

    @Override
    protected boolean isReturned() {
        return (state & RETURNED) != 0;
    }

    @Override
    public boolean isClosed() throws SQLException {
        return isReturned() || delegate().isClosed();
    }
}
