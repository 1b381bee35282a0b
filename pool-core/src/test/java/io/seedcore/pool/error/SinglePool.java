package io.seedcore.pool.error;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A pool of one connection, which is never tested before it is lent: what is kept after an error is kept because of what
 * the error means.
 */
final class SinglePool implements AutoCloseable {

    interface Work {
        void on(Connection connection) throws SQLException;
    }

    /**
     * What became of an error.
     *
     * @param kept whether the next borrower had the same session of the server
     */
    record Outcome(SQLException failure, DatabaseError error, boolean kept) {}

    private final PoolRegistry registry;
    private final ConnectionPool pool;
    private final String sessionQuery;

    private SinglePool(String kind, String prefix, Map<String, String> settings, String sessionQuery) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of(
                prefix + "_POOL_SIZE", "1",
                prefix + "_MAX_OVERFLOW", "0",
                prefix + "_POOL_TIMEOUT", "20",
                prefix + "_POOL_PRE_PING", "false"));
        registry = PoolRegistry.of(all);
        pool = registry.connectionPool(kind);
        this.sessionQuery = sessionQuery;
    }

    static SinglePool postgresql(Map<String, String> settings) {
        return new SinglePool("postgresql", "POSTGRES", settings, "select pg_backend_pid()");
    }

    static SinglePool mysql(Map<String, String> settings) {
        return new SinglePool("mysql", "MYSQL", settings, "select connection_id()");
    }

    /** To the shared MariaDB, through {@code driver}'s scheme: mysql or mariadb. */
    static SinglePool mysql(String driver) {
        DevDatabase database = DevDatabases.shared().mysql();
        return mysql(Map.of(
                "MYSQL_URL",
                "jdbc:" + driver + "://" + database.host() + ":" + database.port() + "/" + database.database(),
                "MYSQL_USER",
                database.user(),
                "MYSQL_PASSWORD",
                database.password()));
    }

    PoolRegistry registry() {
        return registry;
    }

    ConnectionPool pool() {
        return pool;
    }

    long session() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return session(connection);
        }
    }

    long session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sessionQuery)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the error means that {@code sql} ends with, and what the pool does about it. */
    Outcome after(String sql) throws SQLException {
        return after(connection -> run(connection, sql));
    }

    Outcome after(Work work) throws SQLException {
        long before = session();
        SQLException failure = borrowAndFail(work);
        return new Outcome(failure, DatabaseError.of(failure), session() == before);
    }

    /** A broken connection may also fail to roll back when it is closed: that comes second, as a suppressed failure. */
    private SQLException borrowAndFail(Work work) {
        return catchThrowableOfType(SQLException.class, () -> {
            try (Connection connection = pool.getConnection()) {
                work.on(connection);
            }
        });
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
