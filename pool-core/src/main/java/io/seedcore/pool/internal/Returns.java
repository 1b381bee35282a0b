package io.seedcore.pool.internal;

import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CloseReason;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a connection that comes back, breaks or ends. Thread-safe. */
final class Returns implements ConnectionOwner {

    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final Capacity capacity;
    private final Books books;
    private final KeptConnections kept;
    private final WaitingLine line;
    private final Object surplus = new Object();

    Returns(Capacity capacity, Books books, KeptConnections kept, WaitingLine line) {
        this.capacity = capacity;
        this.books = books;
        this.kept = kept;
        this.line = line;
    }

    @Override
    public void takeBack(LentConnection lent) throws SQLException {
        PhysicalConnection physical = lent.physical();
        physical.endLease(lent);
        try {
            if (physical.isUnfit()) {
                kept.discard(lent.pooled(), physical);
            } else if (books.live() > capacity.size()) {
                keepOrClose(lent.pooled(), physical);
            } else {
                lent.pooled().close();
            }
        } catch (SessionResetException e) {
            // The borrower's work is done, and the connection is closed instead of lent again.
            LOG.warn("{}", e.getMessage(), e.getCause());
        } finally {
            line.changed();
        }
    }

    /**
     * Closes what is more than {@code pool_size}, unless somebody waits for it. Those that come back at the same time are
     * looked at one after the other, so that exactly {@code pool_size} stay; what takes long is done before.
     */
    private void keepOrClose(Connection pooled, PhysicalConnection physical) throws SQLException {
        boolean clean = false;
        try {
            if (!pooled.isClosed() && !pooled.getAutoCommit()) {
                pooled.rollback();
                pooled.setAutoCommit(true);
            }
            physical.resetSession();
            clean = true;
        } finally {
            if (!clean) {
                kept.discard(pooled, physical);
            }
        }
        synchronized (surplus) {
            if (line.size() == 0 && kept.idle() >= capacity.size()) {
                physical.condemn(CloseReason.OVERFLOW);
                kept.discard(pooled, physical);
            } else {
                pooled.close();
            }
        }
    }

    @Override
    public void condemned(CloseReason reason) {
        books.condemned(reason);
    }

    /** Whatever ended one connection may have ended others; a peer that is silent would keep each test waiting. */
    @Override
    public void foundDead(boolean silent) {
        if (silent) {
            kept.retireAll();
        } else {
            kept.suspectAll();
        }
    }

    @Override
    public void openingFailed(ErrorCategory category) {
        if (category == ErrorCategory.CONNECTION
                || category == ErrorCategory.GENERATION
                || category == ErrorCategory.UNAVAILABLE) {
            kept.suspectAll();
        }
    }

    @Override
    public void ended(PhysicalConnection connection, @Nullable CloseReason condemnedFor) {
        books.closed(connection, condemnedFor);
        line.changed();
    }
}
