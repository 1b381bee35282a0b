package io.seedcore.pool.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets one attempt at a time try to log in, until the server has let one in. Servers lock users out after a few wrong
 * passwords, and a crowd on a new pool would use them up before the first answer. Thread-safe.
 */
final class FirstLogin {

    private final BooleanSupplier letIn;
    private final long longestNanos;
    private final Semaphore turn = new Semaphore(1, true);

    /**
     * @param letIn whether the server has let anybody in
     * @param longest how long to wait for another attempt; one that takes longer says nothing of passwords
     */
    FirstLogin(BooleanSupplier letIn, Duration longest) {
        this.letIn = letIn;
        this.longestNanos = longest.toNanos();
    }

    boolean isOver() {
        return letIn.getAsBoolean();
    }

    /** Waits for the attempts before. @return whether {@link #end()} is to be called after this one */
    boolean begin() throws InterruptedException {
        if (isOver() || !turn.tryAcquire(longestNanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        if (isOver()) {
            end();
            return false;
        }
        return true;
    }

    void end() {
        turn.release();
    }
}
