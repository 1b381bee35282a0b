package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source that applications and Hibernate use: within a transaction always the same connection, otherwise a
 * plain one of the pool. Thread-safe.
 */
public class TransactionalDataSource implements DataSource {

    private final String database;
    private final PoolRegistry registry;
    private final TransactionRoom room;

    public TransactionalDataSource(String database, PoolRegistry registry, TransactionRoom room) {
        this.database = database;
        this.registry = registry;
        this.room = room;
    }

    final String database() {
        return database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return room.inTransaction() ? joined() : pool().getConnection();
    }

    private Connection joined() throws SQLException {
        try {
            return room.transaction(database).connection(database);
        } catch (NotInTransactionException e) {
            throw new SQLNonTransientException(e.code() + " " + database + ": " + e.reason(), "25000", e);
        }
    }

    private ConnectionPool pool() {
        return registry.connectionPool(database);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return pool().getConnection(user, password);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : pool().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || pool().isWrapperFor(type);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool().getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        pool().setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool().setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.seedcore.pool");
    }

    @Override
    public String toString() {
        return database + " data source";
    }
}
