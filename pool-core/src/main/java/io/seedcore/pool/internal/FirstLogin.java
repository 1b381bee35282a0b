package io.seedcore.pool.internal;

import io.seedcore.pool.internal.driver.LoginTurn;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets one attempt at a time present its password, until the server has let one in. Servers lock users out after a few
 * wrong passwords, and a crowd on a new pool would use them up before the first answer. Thread-safe.
 */
final class FirstLogin {

    private final BooleanSupplier letIn;
    private final Duration longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean taken;
    private int failed;

    /**
     * @param letIn whether the server has let anybody in
     * @param longest how long to wait for another attempt; one that takes longer says nothing of passwords
     */
    FirstLogin(BooleanSupplier letIn, Duration longest) {
        this.letIn = letIn;
        this.longest = longest;
    }

    boolean isOver() {
        return letIn.getAsBoolean();
    }

    /** For one attempt, which closes it when its outcome is known to whoever decides on the next. */
    Turn turn() {
        return turn(longest);
    }

    /** As {@link #turn()}, for an attempt that waits no longer than this for another. */
    Turn turn(Duration atMost) {
        lock.lock();
        try {
            return new Turn(failed, atMost.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Held back where another attempt has failed since it was made. For one thread. */
    final class Turn implements LoginTurn, AutoCloseable {

        private final int failedBefore;
        private final long longestNanos;
        private boolean mine;
        private boolean heldBack;

        private Turn(int failedBefore, long longestNanos) {
            this.failedBefore = failedBefore;
            this.longestNanos = longestNanos;
        }

        /** An interrupt does not end it, as none ends a driver's connecting. */
        @Override
        public void await() throws IOException {
            if (isOver() || mine) {
                return;
            }
            lock.lock();
            try {
                awaitOthers();
                heldBack = !isOver() && failed != failedBefore;
                if (heldBack) {
                    throw new IOException("another attempt to log in has failed meanwhile");
                }
                if (!isOver() && !taken) {
                    taken = true;
                    mine = true;
                }
            } finally {
                lock.unlock();
            }
        }

        private void awaitOthers() {
            boolean interrupted = false;
            long end = System.nanoTime() + longestNanos;
            for (long left = longestNanos;
                    taken && failed == failedBefore && left > 0;
                    left = end - System.nanoTime()) {
                try {
                    changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void letIn() {
            end();
        }

        /** Whether it came to nothing because another attempt failed. */
        boolean wasHeldBack() {
            return heldBack;
        }

        @Override
        public void close() {
            end();
        }

        private void end() {
            if (!mine) {
                return;
            }
            mine = false;
            lock.lock();
            try {
                taken = false;
                if (!isOver()) {
                    failed++;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
