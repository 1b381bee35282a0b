package io.seedcore.pool;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Throws an {@link Error} out of a driver that is about to send something, in the thread that made this, while it is open:
 * as when memory runs short there. Drivers write what they send to a log, and nobody catches what a log throws.
 */
final class ThrowingLog extends Handler implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final OutOfMemoryError error = new OutOfMemoryError("as the test wants it");
    private final Logger logger;
    private final @Nullable Level level;
    private volatile boolean thrown;

    private ThrowingLog(String name) {
        this.logger = Logger.getLogger(name);
        this.level = logger.getLevel();
    }

    /** Of the driver for {@code database}; MariaDB's where there are two. */
    static ThrowingLog of(RelationalDatabases database) {
        ThrowingLog log = new ThrowingLog(
                database == RelationalDatabases.POSTGRESQL ? "org.postgresql.core.v3" : "org.mariadb.jdbc.client");
        log.logger.addHandler(log);
        log.logger.setLevel(Level.ALL);
        return log;
    }

    Error error() {
        return error;
    }

    boolean hasThrown() {
        return thrown;
    }

    @Override
    public void publish(LogRecord logged) {
        if (Thread.currentThread() == thread) {
            thrown = true;
            throw error;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(level);
    }
}
