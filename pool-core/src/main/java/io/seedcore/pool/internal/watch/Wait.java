package io.seedcore.pool.internal.watch;

import org.jspecify.annotations.Nullable;

/**
 * One wait for the server, and what has been found out about it. Times are those of {@link System#nanoTime()}. Not
 * thread-safe, but for what says so.
 */
final class Wait {

    private final WatchedConnection connection;
    private final long since;
    private long lastHeard;
    private long suspectedAt;
    private @Nullable String suspectedBy;
    private boolean reported;

    Wait(WatchedConnection connection, long since) {
        this.connection = connection;
        this.since = since;
        this.lastHeard = since;
    }

    WatchedConnection connection() {
        return connection;
    }

    long since() {
        return since;
    }

    /** When the server last gave no reason to end it; before that, when it began. */
    long lastHeard() {
        return lastHeard;
    }

    /** Whether whoever waited then waits still, without having got a byte since. Thread-safe. */
    boolean lasts() {
        return connection.socket().waitingSince() == since;
    }

    boolean isSuspected() {
        return suspectedBy != null;
    }

    boolean isDue(long now, Bounds bounds) {
        return isSuspected()
                ? now - suspectedAt >= bounds.distance().toNanos()
                : now - lastHeard >= bounds.quiet().toNanos();
    }

    /** @param askedAt when the server was asked, and then gave no reason to end it */
    void heard(long askedAt) {
        lastHeard = askedAt;
        suspectedBy = null;
    }

    /**
     * A server says that it does not work for this wait.
     *
     * @param askedAt when it was asked
     * @param distance after which no answer can be on its way any more
     * @return whether the same server had said so that long before
     */
    boolean suspect(String server, long askedAt, long distance) {
        if (!server.equals(suspectedBy)) {
            suspectedBy = server;
            suspectedAt = askedAt;
            return false;
        }
        return askedAt - suspectedAt >= distance;
    }

    /**
     * Whether it waits for what the server may never have to say: a listener for notifications is owed no answer. Only
     * the stack of the waiting thread tells. Thread-safe.
     */
    boolean isForNotifications() {
        Thread waiter = connection.socket().waiter();
        if (waiter == null) {
            return false;
        }
        for (StackTraceElement frame : waiter.getStackTrace()) {
            if (frame.getMethodName().equals("getNotifications")
                    && frame.getClassName().startsWith("org.postgresql.")) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has not been reported before, which it is from now on. */
    boolean reportsFirst() {
        boolean first = !reported;
        reported = true;
        return first;
    }
}
