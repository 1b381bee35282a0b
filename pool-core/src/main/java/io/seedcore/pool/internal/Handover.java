package io.seedcore.pool.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What HikariCP takes for the maker of its connections. Borrowers open them, side by side, and hand them over here;
 * HikariCP's one thread for adding connections only picks them up.
 */
final class Handover extends PlainDataSource {

    private final Queue<PhysicalConnection> opened = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    void add(PhysicalConnection connection) {
        opened.add(connection);
        if (closed) {
            closeLeft();
        }
    }

    /** Closes what is there, and from now on whatever comes. */
    void close() {
        closed = true;
        closeLeft();
    }

    private void closeLeft() {
        for (PhysicalConnection left = opened.poll(); left != null; left = opened.poll()) {
            left.closeQuietly();
        }
    }

    /** Connections that are open and not yet HikariCP's. */
    int size() {
        return opened.size();
    }

    boolean isEmpty() {
        return opened.isEmpty();
    }

    @Override
    public Connection getConnection() throws SQLException {
        PhysicalConnection connection = opened.poll();
        // HikariCP's thread pauses for 30 ms after each connection that it adds, and longer after each failure, for the
        // sake of servers that it would otherwise storm. Nothing is opened here, so the pause is cut short. The
        // thread's
        // executor clears the interrupt before its next task.
        Thread.currentThread().interrupt();
        if (connection == null) {
            throw new SQLException("nothing was handed over", "08001");
        }
        connection.handedOver();
        return connection;
    }

    /** HikariCP's idea of it: the settings' connect timeout stands. */
    @Override
    public void setLoginTimeout(int seconds) {
        // The borrower that opens a connection bounds it.
    }

    /** How long HikariCP waits, when it shuts down, for a connection that is being added, in seconds. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }
}
