package io.seedcore.pool.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits for a connection, in the order in which they came. Thread-safe. */
final class WaitingLine {

    /** Somebody in the line. */
    interface Waiter {

        /** It may be its turn: to look, and to leave the line or go on waiting. Called under a lock: returns at once. */
        void wake();

        /** The thread that waits, which may itself hold connections; null where no thread waits. */
        @Nullable
        Thread thread();

        /**
         * Its thread holds what others wait for, and nobody gives back before it does: to give up. Called only where there
         * is a thread; returns at once.
         */
        void endDeadlock();

        /** For how long it has waited. */
        long waitedNanos();
    }

    private final Deque<Waiter> line = new ArrayDeque<>();
    private volatile int size;
    private volatile boolean closedToNewcomers;

    /** Lines up behind the others; false where that would be more than {@code most}. */
    synchronized boolean join(Waiter waiter, int most) {
        if (line.size() >= most) {
            return false;
        }
        line.addLast(waiter);
        size = line.size();
        return true;
    }

    /** Lines up before the others, where it had been before. */
    synchronized void rejoin(Waiter waiter) {
        line.addFirst(waiter);
        size = line.size();
    }

    /** Nothing happens where it is not in the line; otherwise the first of the others looks whether there is more. */
    synchronized void leave(Waiter waiter) {
        if (isFirst(waiter)) {
            closedToNewcomers = false;
        }
        boolean looked = waiter.thread() != null && isFirstThread(waiter);
        if (line.remove(waiter)) {
            size = line.size();
            wakeFirst();
            if (looked) {
                wakeFirstThread();
            }
        }
    }

    /** Whether somebody who is not in the line may take what there is. */
    boolean mayPass() {
        return size == 0 || !closedToNewcomers;
    }

    /** The first in the line has waited long enough: until it leaves, everybody else lines up. */
    synchronized void letNobodyPass(Waiter waiter) {
        closedToNewcomers = isFirst(waiter) || closedToNewcomers;
    }

    synchronized boolean isFirst(Waiter waiter) {
        return line.peekFirst() == waiter;
    }

    /** Whether nobody before it waits with a thread, which may hold what it waits for. */
    synchronized boolean isFirstThread(Waiter waiter) {
        return firstThread() == waiter;
    }

    private @Nullable Waiter firstThread() {
        for (Waiter waiter : line) {
            if (waiter.thread() != null) {
                return waiter;
            }
        }
        return null;
    }

    /** Something came back, was closed, or may be had again: the first looks. */
    void changed() {
        if (size > 0) {
            wakeFirst();
        }
    }

    private synchronized void wakeFirst() {
        Waiter first = line.peekFirst();
        if (first != null) {
            first.wake();
        }
    }

    /** It looks for deadlocks from now on; who is first of all was woken anyway. */
    private void wakeFirstThread() {
        Waiter first = firstThread();
        if (first != null && first != line.peekFirst()) {
            first.wake();
        }
    }

    synchronized void wakeAll() {
        line.forEach(Waiter::wake);
    }

    synchronized List<Waiter> waiters() {
        return List.copyOf(line);
    }

    int size() {
        return size;
    }
}
