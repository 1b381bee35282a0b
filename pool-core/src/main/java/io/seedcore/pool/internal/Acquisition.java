package io.seedcore.pool.internal;

import io.seedcore.pool.internal.thread.CoarseClock;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One caller's way to a connection, once none was idle at first sight: lend what is idle, else open one where the limit
 * allows, else wait in line and look again each time something may have changed. Used by one thread at a time.
 */
abstract class Acquisition implements WaitingLine.Waiter {

    /** How long the first in line lets newcomers go before it, which saves them, and the pool, a change of threads. */
    static final long PATIENCE_NANOS = Duration.ofMillis(2).toNanos();

    private final Admission admission;
    private final WaitingLine line;
    private final int askedAt = CoarseClock.millis();
    private final long start = System.nanoTime();
    private final long deadline;
    private boolean wasInLine;
    private boolean inLine;

    Acquisition(Admission admission, Duration timeout) {
        this.admission = admission;
        this.line = admission.line();
        this.deadline = start + timeout.toNanos();
    }

    /** When the connection was asked for, on the coarse clock. */
    final int askedAt() {
        return askedAt;
    }

    final long remainingNanos() {
        return deadline - System.nanoTime();
    }

    @Override
    public final long waitedNanos() {
        return System.nanoTime() - start;
    }

    final boolean isFirst() {
        return inLine && line.isFirst(this);
    }

    final boolean isFirstThread() {
        return inLine && line.isFirstThread(this);
    }

    /** To be called once nothing more will come of it. */
    final void giveUp() {
        inLine = false;
        line.leave(this);
    }

    /**
     * Looks for a connection.
     *
     * @return null where there is nothing to do but wait to be woken
     * @throws SQLException where waiting has no point: the pool is closed, too many wait, the database lets nobody in
     */
    final @Nullable LentConnection look() throws SQLException {
        while (true) {
            admission.checkOpen();
            LentConnection lent = isMyTurn() ? lendOrOpen() : null;
            if (lent != null || inLine) {
                return lent;
            }
            // Whatever came back before this one lined up has woken nobody: so once more.
            lineUp();
        }
    }

    private boolean isMyTurn() {
        if (!inLine) {
            return line.mayPass();
        }
        if (!line.isFirst(this)) {
            return false;
        }
        if (waitedNanos() > PATIENCE_NANOS) {
            line.letNobodyPass(this);
        }
        return true;
    }

    private @Nullable LentConnection lendOrOpen() throws SQLException {
        LentConnection lent = admission.lendIdle();
        if (lent == null && !isLate() && admission.reserve()) {
            // While this one opens a connection, the next may have luck already.
            giveUp();
            lent = open();
        }
        return lent;
    }

    /** Whether its time was up while it stood in line, so that it would open a connection for others only. */
    private boolean isLate() {
        return inLine && remainingNanos() <= 0;
    }

    /** Fills the room that was reserved, or gives it back; null where another caller was faster. */
    abstract @Nullable LentConnection open() throws SQLException;

    private void lineUp() throws SQLException {
        if (wasInLine) {
            line.rejoin(this);
        } else if (!line.join(this, admission.mostWaiting())) {
            throw admission.tooManyWait();
        }
        wasInLine = true;
        inLine = true;
    }
}
