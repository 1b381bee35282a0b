package io.seedcore.pool.internal;

import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.internal.jdbc.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection to the server, from its opening to its closing. Lies below HikariCP, so it costs nothing per borrow. */
final class PhysicalConnection extends DelegatingConnection {

    private final ConnectionCreator creator;
    private final long openedNanos = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable CloseReason reason;

    PhysicalConnection(Connection connection, ConnectionCreator creator) {
        super(connection);
        this.creator = creator;
    }

    long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    /** Says why it is about to be closed; the first reason stands. */
    void condemn(CloseReason why) {
        if (reason == null) {
            reason = why;
            creator.condemned(why);
        }
    }

    @Override
    public boolean isValid(int seconds) throws SQLException {
        boolean valid = super.isValid(seconds);
        if (!valid) {
            condemn(CloseReason.INVALID);
        }
        return valid;
    }

    /** A connection whose rollback failed may still hold what its borrower did: nobody may borrow it again. */
    @Override
    public void rollback() throws SQLException {
        try {
            super.rollback();
        } catch (SQLException e) {
            condemn(CloseReason.INVALID);
            throw new RollbackFailedException(e);
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
            creator.closed(this, reason);
        }
    }
}
