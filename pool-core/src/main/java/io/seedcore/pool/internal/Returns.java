package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CloseReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a connection that comes back, breaks or ends. Thread-safe. */
final class Returns implements ConnectionOwner {

    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final ConnectionPoolSettings settings;
    private final boolean severalHosts;
    private final Capacity capacity;
    private final Books books;
    private final Holders holders;
    private final KeptConnections kept;
    private final WaitingLine line;
    private final Object surplus = new Object();

    Returns(
            ConnectionPoolSettings settings,
            Capacity capacity,
            Books books,
            Holders holders,
            KeptConnections kept,
            WaitingLine line) {
        this.settings = settings;
        this.severalHosts = settings.target().address().hosts().size() > 1;
        this.capacity = capacity;
        this.books = books;
        this.holders = holders;
        this.kept = kept;
        this.line = line;
    }

    /** Whatever goes wrong, the connection is HikariCP's again or closed: else its room would be lost. */
    @Override
    public void takeBack(LentConnection lent) throws SQLException {
        PhysicalConnection physical = lent.physical();
        physical.endLease(lent);
        try {
            giveBack(lent.pooled(), physical);
        } catch (SessionResetException e) {
            kept.discard(lent.pooled(), physical);
            // The borrower's work is done, and the connection is closed instead of lent again.
            LOG.warn("{}", e.getMessage(), e.getCause());
        } catch (Throwable e) {
            // HikariCP lets go of nothing when a driver fails to close a statement with anything but an SQLException.
            kept.discard(lent.pooled(), physical);
            throw e;
        } finally {
            line.changed();
        }
    }

    private void giveBack(Connection pooled, PhysicalConnection physical) throws SQLException {
        if (physical.isUnfit()) {
            kept.discard(pooled, physical);
        } else if (books.live() > capacity.size()) {
            keepOrClose(pooled, physical);
        } else {
            pooled.close();
        }
    }

    /**
     * Closes what is more than {@code pool_size}, unless somebody waits for it. Those that come back at the same time are
     * looked at one after the other, so that exactly {@code pool_size} stay; what takes long is done before.
     */
    private void keepOrClose(Connection pooled, PhysicalConnection physical) throws SQLException {
        if (!pooled.isClosed() && !pooled.getAutoCommit()) {
            pooled.rollback();
            pooled.setAutoCommit(true);
        }
        physical.resetSession();
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
    public void foundDead(PhysicalConnection connection, boolean silent) {
        if (kept.trusts(connection)) {
            LOG.warn("{}", foundDeadText(connection, silent));
        }
        kept.suspectAll();
        if (silent) {
            kept.retireAll(connection.retirements());
        }
    }

    private String foundDeadText(PhysicalConnection connection, boolean silent) {
        return "SCP-215 " + settings.name() + ": a connection, opened "
                + TimeUnit.NANOSECONDS.toSeconds(connection.ageNanos()) + " s ago, "
                + (silent ? "did not answer" : "was found broken")
                + " when it was tested before it was lent. It is closed, and its caller gets another one; all others are "
                + (silent ? "closed too." : "tested before they are lent.")
                + " After a restart or a failover of the server that is as it should be. If it happens often, something ends"
                + " idle connections: set " + RelationalSettingCatalog.prefix(settings.name())
                + "_POOL_RECYCLE below its limit.";
    }

    /**
     * A statement failed on one connection, which may say something of all.
     *
     * @param fatal whether that connection is closed for it
     */
    void statementFailed(DatabaseError error, boolean fatal) {
        books.statementFailed(error);
        if (error.breaksGeneration()) {
            kept.suspectAll();
        } else if (error.category() == ErrorCategory.ROUTE && fatal && severalHosts) {
            // A test would tell nothing, for the server answers; what is opened from now on leads elsewhere.
            kept.retireAll(retirementsOfCaller());
        }
    }

    /**
     * Of its latest connection, since HikariCP does not say on which of them a statement failed; of the latest that is lent
     * where the caller works with another's.
     */
    private int retirementsOfCaller() {
        List<LentConnection> own = holders.ofCaller();
        return (own.isEmpty() ? holders.loans() : own)
                .stream().mapToInt(loan -> loan.physical().retirements()).max().orElseGet(kept::retirements);
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
