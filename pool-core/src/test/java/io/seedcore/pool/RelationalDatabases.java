package io.seedcore.pool;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The two relational databases of the tests, and what is asked of their servers beside the pool. */
enum RelationalDatabases {
    POSTGRESQL("POSTGRES", "select pg_backend_pid()"),
    MYSQL("MYSQL", "select connection_id()");

    private final String prefix;
    final String sessionId;

    RelationalDatabases(String prefix, String sessionId) {
        this.prefix = prefix;
        this.sessionId = sessionId;
    }

    String pool() {
        return name().toLowerCase(Locale.ROOT);
    }

    DevDatabase shared() {
        return this == POSTGRESQL
                ? DevDatabases.shared().postgresql()
                : DevDatabases.shared().mysql();
    }

    /** Settings for the shared server; {@code more} holds names without prefix and their values. */
    Map<String, String> settings(Map<String, String> more) {
        return settings(shared(), more);
    }

    Map<String, String> settings(DevDatabase database, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(database.environment());
        more.forEach((name, value) -> settings.put(prefix + "_" + name, value));
        return settings;
    }

    PoolRegistry registry(Map<String, String> more) {
        return PoolRegistry.of(settings(more));
    }

    /** A connection of the tests' own, outside any pool. */
    Connection direct() throws SQLException {
        DevDatabase database = shared();
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** As {@link #direct()}, in a database that {@link #newDatabase()} made. */
    Connection direct(String name) throws SQLException {
        DevDatabase database = shared();
        String url = database.jdbcUrl().replace("/" + database.database(), "/" + name);
        return DriverManager.getConnection(url, database.user(), database.password());
    }

    /** A new empty database on the shared server, so that its sessions can be counted. */
    String newDatabase() throws SQLException {
        String name = "test_" + Long.toHexString(System.nanoTime());
        execute("create database " + name);
        return name;
    }

    /** Sessions that are in {@code database}, seen by the server. */
    long sessionsIn(String database) throws SQLException {
        return this == POSTGRESQL
                ? number("select count(*) from pg_stat_activity where datname = '" + database + "'")
                : number("select count(*) from information_schema.processlist where db = '" + database + "'");
    }

    /** Ends a session as an administrator does. */
    void kill(long session) throws SQLException {
        execute(this == POSTGRESQL ? "select pg_terminate_backend(" + session + ", 5000)" : "kill " + session);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = direct();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = direct()) {
            return number(connection, sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
