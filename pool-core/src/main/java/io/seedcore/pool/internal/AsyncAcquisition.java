package io.seedcore.pool.internal;

import io.seedcore.pool.event.EngineType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** No thread waits: each time something may have changed, a shared thread looks, and opens the connection if need be. */
final class AsyncAcquisition extends Acquisition {

    private final Admission admission;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private final AtomicInteger reasonsToLook = new AtomicInteger();

    AsyncAcquisition(Admission admission, Duration timeout) {
        super(admission, timeout);
        this.admission = admission;
    }

    /** Starts looking. Whoever cancels or completes the result ends it; a connection that comes too late goes back. */
    CompletableFuture<Connection> start() {
        Future<?> end = admission.threads().timers().schedule(this::timeUp, remainingNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((connection, failure) -> {
            end.cancel(false);
            wake();
        });
        wake();
        return result;
    }

    private void timeUp() {
        if (!result.isDone()) {
            result.completeExceptionally(admission.timedOut(EngineType.ASYNC, waitedNanos()));
        }
    }

    @Override
    @Nullable
    LentConnection open() throws SQLException {
        return admission.open(EngineType.ASYNC, Admission.FOREVER);
    }

    @Override
    public void wake() {
        if (reasonsToLook.getAndIncrement() == 0) {
            try {
                admission.threads().runSurely(this::lookAsOftenAsThereWasReason);
            } catch (RejectedExecutionException poolsAreClosed) {
                result.completeExceptionally(admission.closed());
            }
        }
    }

    private void lookAsOftenAsThereWasReason() {
        int reasons = reasonsToLook.get();
        while (reasons != 0) {
            lookOnce();
            reasons = reasonsToLook.addAndGet(-reasons);
        }
    }

    private void lookOnce() {
        try {
            if (result.isDone()) {
                giveUp();
                return;
            }
            LentConnection lent = look();
            if (lent != null) {
                giveUp();
                deliver(lent);
            } else if (isFirst()) {
                // Nobody tells when the server may have room again.
                admission.growthRefusedFor().ifPresent(this::wakeAfter);
            }
        } catch (SQLException | RuntimeException | Error e) {
            giveUp();
            result.completeExceptionally(e);
        }
    }

    private void wakeAfter(Duration time) {
        admission.threads().timers().schedule(this::wake, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void deliver(LentConnection lent) throws SQLException {
        lent.markAsync();
        if (!result.complete(admission.lend(lent, askedAt()))) {
            lent.close();
        }
    }

    /** It waits with no thread that could hold anything. */
    @Override
    public void endDeadlock() {}

    @Override
    public @Nullable Thread thread() {
        return null;
    }
}
