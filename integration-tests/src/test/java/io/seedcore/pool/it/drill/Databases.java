package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What the drills ask of the relational databases beside the pool, and how a pool is pointed at a proxy. */
final class Databases {
    private Databases() {}

    /** The name before each setting of this database. */
    static String prefix(DevDatabaseKind kind) {
        return kind == DevDatabaseKind.POSTGRESQL ? "POSTGRES" : kind.name();
    }

    /** The pool's address is the proxy's. @param more settings without prefix, and their values */
    static PoolRegistry registry(DevDatabase database, FaultProxy proxy, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(database.environment());
        String prefix = prefix(database.kind());
        settings.put(prefix + "_HOST", proxy.host());
        settings.put(prefix + "_PORT", String.valueOf(proxy.port()));
        more.forEach((name, value) -> settings.put(prefix + "_" + name, value));
        return PoolRegistry.of(settings);
    }

    static Connection direct(DevDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    static void askDirectly(DevDatabase database) throws SQLException {
        try (Connection connection = direct(database)) {
            text(connection, "select 1");
        }
    }

    /** The first column of the first row. */
    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What names a session at the server and is never given to another. */
    static String session(DevDatabaseKind kind, Connection connection) throws SQLException {
        return text(
                connection,
                kind == DevDatabaseKind.POSTGRESQL
                        ? "select pid || ' since ' || backend_start from pg_stat_activity where pid = pg_backend_pid()"
                        : "select connection_id()");
    }

    /** Ends a session as an administrator does, and returns once it is gone. */
    static void kill(DevDatabase database, String session) throws SQLException {
        try (Connection connection = direct(database)) {
            execute(
                    connection,
                    database.kind() == DevDatabaseKind.POSTGRESQL
                            ? "select pg_terminate_backend(" + session.substring(0, session.indexOf(' ')) + ", 10000)"
                            : "kill " + session);
        }
    }

    /** A query that computes nothing for so long. */
    static String sleep(DevDatabaseKind kind, long seconds) {
        return kind == DevDatabaseKind.POSTGRESQL
                ? "select pg_sleep(" + seconds + ")"
                : "select sleep(" + seconds + ")";
    }
}
