package io.seedcore.pool.internal;

import io.seedcore.pool.internal.session.TrackingConnection;
import io.seedcore.pool.internal.thread.CoarseClock;
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
    private static final int LENT = 0;
    private static final int RETURNED = 1;

    private final PhysicalConnection physical;
    private final Thread borrower = Thread.currentThread();
    private final int since = CoarseClock.millis();

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    private volatile @Nullable Throwable borrowedAt;

    LentConnection(Connection connection, PhysicalConnection physical) {
        super(connection, physical.session());
        this.physical = physical;
    }

    @Override
    public void close() throws SQLException {
        if (end()) {
            physical.owner().takeBack(this);
        }
    }

    /** Ends the lease; false where it has ended before. */
    boolean end() {
        return STATE.compareAndSet(this, LENT, RETURNED);
    }

    @Override
    public Connection behind(Connection holder) {
        return new HeldConnection(this, holder);
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

    /** When it was lent, on the coarse clock. */
    int since() {
        return since;
    }

    /** The thread that borrowed it. */
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
        return state != LENT;
    }

    @Override
    public boolean isClosed() throws SQLException {
        return state != LENT || delegate().isClosed();
    }
}
