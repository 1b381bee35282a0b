package io.seedcore.pool.internal.atomic;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many direct connections are open to each database at the same time, those who come first being served first. When a
 * line fails under many commits, each of them needs one, and the server is to keep some for others.
 *
 * <p>Whoever holds a place waits for no second one, but for recovery, which holds one while it looks for others, and of which
 * there is one scan at a time: so all places are given back, and nobody waits for ever. Thread-safe.
 */
final class DirectPlaces {

    /** Of each database. With the control connection, those of five pools on one server are within the 50 that are to spare. */
    static final int MOST = 8;

    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

    /**
     * Waits for a place.
     *
     * @param longest how long; whoever waits has its own limit, and may be gone by then
     * @return to be released once
     * @throws SQLTransientConnectionException where none became free
     */
    Semaphore enter(String database, Duration longest) throws InterruptedException, SQLTransientConnectionException {
        Semaphore free = places.computeIfAbsent(database, first -> new Semaphore(MOST, true));
        if (!free.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SQLTransientConnectionException(database + ": all " + MOST
                    + " direct connections were in use for " + longest.toMillis()
                    + " ms. What was to be done is left to recovery, or tried again.");
        }
        return free;
    }
}
