package io.seedcore.pool.internal;

import io.seedcore.pool.activity.Caller;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.activity.WaitingCaller;
import io.seedcore.pool.event.EngineType;
import java.time.Duration;
import java.util.List;

/** Who stands in a line: asked of the waiting threads at the moment it matters. */
final class WaitingCallers {

    private static final Caller NO_THREAD = new Caller("", "asynchronous work", null);

    private WaitingCallers() {}

    /** The first in line first. */
    static List<WaitingCaller> of(WaitingLine line, Callers callers) {
        return line.waiters().stream()
                .limit(PoolActivity.MOST_SHOWN)
                .map(waiter -> caller(waiter, callers))
                .toList();
    }

    private static WaitingCaller caller(WaitingLine.Waiter waiter, Callers callers) {
        Duration waited = Duration.ofNanos(waiter.waitedNanos());
        Thread thread = waiter.thread();
        return thread == null
                ? new WaitingCaller(NO_THREAD, "", waited, EngineType.ASYNC)
                : new WaitingCaller(callers.of(thread.getStackTrace()), thread.getName(), waited, EngineType.SYNC);
    }
}
