package io.seedcore.pool.benchmark.contestant;

import java.time.Duration;

/**
 * What all contestants have in common: autocommit, the same driver and driver properties, {@link #size} connections at
 * most and all of them kept when idle, a connection tested on borrow unless it answered within the last {@link
 * #TRUSTED}, {@link #VALIDATION} at most for such a test, no lifetime that ends during a measurement.
 *
 * <p>DBCP2 knows no such window: it tests each time or never, which {@link #testEachBorrow} decides. The others do not
 * look at that.
 *
 * @param size connections at most
 * @param acquisition longest wait for a connection
 * @param filled whether a pool that can do so keeps all its connections open in the background; else they are opened
 *     when they are needed
 * @param testEachBorrow for a pool without a window: test on every borrow, rather than never
 */
public record Terms(Address address, int size, Duration acquisition, boolean filled, boolean testEachBorrow) {

    static final Duration TRUSTED = Duration.ofMillis(500);
    static final Duration VALIDATION = Duration.ofSeconds(5);

    /** For measuring a pool that is open and healthy. */
    public static Terms healthy(Address address, int size) {
        return new Terms(address, size, Duration.ofSeconds(30), true, false);
    }

    /** Opened when needed, tested on borrow. */
    public static Terms onDemand(Address address, int size) {
        return new Terms(address, size, Duration.ofSeconds(30), false, true);
    }

    /** Kept filled, tested on borrow. */
    public static Terms faulty(Address address, int size, Duration acquisition) {
        return new Terms(address, size, acquisition, true, true);
    }

    int keptOpen() {
        return filled ? size : 0;
    }
}
