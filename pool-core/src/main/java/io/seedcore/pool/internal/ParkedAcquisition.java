package io.seedcore.pool.internal;

import io.seedcore.pool.event.EngineType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The caller's thread waits. */
final class ParkedAcquisition extends Acquisition {

    /** How often the first thread in line looks whether all those who could give a connection back wait themselves. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Admission admission;
    private final Deadlocks deadlocks;
    private final Thread thread = Thread.currentThread();
    private volatile boolean woken;
    private volatile boolean deadlocked;

    ParkedAcquisition(Admission admission, Duration timeout) {
        super(admission, timeout);
        this.admission = admission;
        this.deadlocks = admission.deadlocks();
    }

    LentConnection await() throws SQLException {
        try {
            LentConnection lent = look();
            while (lent == null) {
                park();
                boolean late = remainingNanos() <= 0;
                boolean inDeadlock = deadlocked;
                lent = look();
                if (lent == null && inDeadlock) {
                    throw admission.deadlocked();
                }
                if (lent == null && late) {
                    giveUp();
                    throw admission.timedOut(EngineType.SYNC, waitedNanos());
                }
            }
            return lent;
        } finally {
            giveUp();
        }
    }

    private void park() throws SQLException {
        if (!woken) {
            LockSupport.parkNanos(this, Math.min(remainingNanos(), untilNextLook()));
            if (!woken && isFirstThread() && waitedNanos() > LOOK_NANOS) {
                deadlocks.look().ifPresent(WaitingLine.Waiter::endDeadlock);
            }
        }
        woken = false;
        if (thread.isInterrupted()) {
            throw admission.interrupted();
        }
    }

    private long untilNextLook() {
        if (isFirst() && waitedNanos() < PATIENCE_NANOS) {
            return PATIENCE_NANOS;
        }
        return isFirstThread() ? LOOK_NANOS : Long.MAX_VALUE;
    }

    @Override
    @Nullable
    LentConnection open() throws SQLException {
        return admission.openFor(this);
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void endDeadlock() {
        deadlocked = true;
        wake();
    }

    @Override
    public Thread thread() {
        return thread;
    }
}
