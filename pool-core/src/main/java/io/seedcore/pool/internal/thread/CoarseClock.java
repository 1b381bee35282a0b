package io.seedcore.pool.internal.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells the time at the price of a memory read, where asking the system twice per borrow would cost as much as half of
 * the borrow. A thread moves the hand every millisecond; while nobody asks, it sleeps.
 */
public final class CoarseClock {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int TICKS_UNTIL_LOOK = 1024;
    private static final long ORIGIN = System.nanoTime();

    private static volatile int now;
    private static volatile boolean asked;

    private final Thread hand = new Thread(this::turn, "seedcore-clock");
    private volatile boolean stopped;

    private CoarseClock() {}

    /** Starts to move the hand. There is one clock at a time. */
    static CoarseClock start() {
        CoarseClock clock = new CoarseClock();
        clock.hand.setDaemon(true);
        clock.hand.start();
        return clock;
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(hand);
    }

    /**
     * Milliseconds since some moment, about one late. Only differences mean something: it overflows after 24 days, and
     * two threads may see it a millisecond apart.
     */
    public static int millis() {
        return asked ? now : wake();
    }

    private static int wake() {
        now = exact();
        asked = true;
        @Nullable Thread hand = SharedThreads.clockHand();
        LockSupport.unpark(hand);
        return now;
    }

    private static int exact() {
        return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }

    Thread hand() {
        return hand;
    }

    private void turn() {
        while (!stopped) {
            asked = false;
            for (int tick = 0; tick < TICKS_UNTIL_LOOK && !stopped; tick++) {
                now = exact();
                LockSupport.parkNanos(TICK_NANOS);
            }
            while (!asked && !stopped) {
                LockSupport.park();
            }
        }
        asked = false;
    }
}
