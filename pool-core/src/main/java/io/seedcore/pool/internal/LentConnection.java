package io.seedcore.pool.internal;

import io.seedcore.pool.internal.jdbc.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** What a borrower holds. Gives the connection back once, however often and from whichever thread it is closed. */
final class LentConnection extends DelegatingConnection {

    private static final AtomicIntegerFieldUpdater<LentConnection> RETURNED =
            AtomicIntegerFieldUpdater.newUpdater(LentConnection.class, "returned");

    private final HikariConnectionPool pool;
    private final long acquiredNanos;

    @SuppressWarnings("unused") // through RETURNED
    private volatile int returned;

    private volatile boolean evicted;

    LentConnection(Connection connection, HikariConnectionPool pool, long acquiredNanos) {
        super(connection);
        this.pool = pool;
        this.acquiredNanos = acquiredNanos;
    }

    @Override
    public void close() throws SQLException {
        if (RETURNED.compareAndSet(this, 0, 1)) {
            pool.takeBack(delegate(), System.nanoTime() - acquiredNanos, evicted);
        }
    }

    /** Has it closed on return instead of lent again. */
    void evict() {
        evicted = true;
    }

    /** HikariCP's connection that is lent through this one. */
    Connection pooled() {
        return delegate();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return returned != 0 || delegate().isClosed();
    }
}
