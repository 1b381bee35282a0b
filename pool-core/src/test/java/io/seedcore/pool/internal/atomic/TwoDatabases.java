package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** PostgreSQL and MariaDB with a table each, a realm of their own, and a checker that reads them itself. */
final class TwoDatabases implements AutoCloseable {

    /** Recovery that waits for nothing, so that every race is run. */
    static final Limits SHORT = new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofHours(24));

    private final DevDatabase postgres = DevDatabases.shared().postgresql();
    private final DevDatabase mysql = DevDatabases.shared().mysql();
    private final AtomicInteger ids = new AtomicInteger();
    final String table = "two_" + Long.toHexString(System.nanoTime());
    final PoolRegistry registry;
    private final Map<String, String> settings;

    /** @param last the database that is to decide */
    TwoDatabases(String last) throws SQLException {
        this(last, Map.of());
    }

    /** @param other settings that are to be different */
    TwoDatabases(String last, Map<String, String> other) throws SQLException {
        settings = new HashMap<>(postgres.environment());
        settings.putAll(mysql.environment());
        // Each request opens a connection, and encryption is most of what that costs.
        settings.put("POSTGRES_SSL_MODE", "disable");
        settings.put("MYSQL_SSL_MODE", "disable");
        settings.put("SEEDCORE_REALM", table);
        settings.put("SEEDCORE_DECISION_STORES", last);
        settings.putAll(other);
        registry = PoolRegistry.of(settings);
        run(postgres, "create table " + table + " (id int primary key)");
        run(mysql, "create table " + table + " (id int primary key) engine=InnoDB");
    }

    Engine engine(Witness witness) {
        return new Engine(registry, SHORT, witness);
    }

    /** Removes every decision whose branches are gone, however young. */
    Engine cleaner() {
        return cleaner(Witness.NONE);
    }

    Engine cleaner(Witness witness) {
        return cleaner(registry, Duration.ZERO, witness);
    }

    /** @param grace how long branches are left alone */
    static Engine cleaner(PoolRegistry registry, Duration grace) {
        return cleaner(registry, grace, Witness.NONE);
    }

    private static Engine cleaner(PoolRegistry registry, Duration grace, Witness witness) {
        return new Engine(
                registry,
                new Limits(
                        SHORT.answer(),
                        SHORT.prepare(),
                        SHORT.settle(),
                        SHORT.finish(),
                        grace,
                        Duration.ZERO,
                        SHORT.scan(),
                        Duration.ofNanos(24)),
                witness);
    }

    /** An application that has all the same but PostgreSQL, which is an empty database here. */
    PoolRegistry withOtherPostgres() throws SQLException {
        run(postgres, "create database " + table);
        Map<String, String> others = new HashMap<>(settings);
        others.put("POSTGRES_DB", table);
        return PoolRegistry.of(others);
    }

    int nextId() {
        return ids.incrementAndGet();
    }

    void insert(AtomicTransaction transaction, int id) throws SQLException {
        for (String database : List.of("postgresql", "mysql")) {
            try (Connection connection = transaction.connection(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into " + table + " values (" + id + ")");
            }
        }
    }

    /** How many of the two databases have the row. */
    long rows(int id) throws SQLException {
        String count = "select count(*) from " + table + " where id = " + id;
        return number(postgres, count) + number(mysql, count);
    }

    long rowsInPostgres(int id) throws SQLException {
        return number(postgres, "select count(*) from " + table + " where id = " + id);
    }

    /** Branches that are prepared in either, of this realm. */
    long branches() throws SQLException {
        String realm = "s1." + realm() + ".";
        long found = number(postgres, "select count(*) from pg_prepared_xacts where gid like '" + realm + "%'");
        try (Connection connection = open(mysql);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("xa recover")) {
            while (rows.next()) {
                found += rows.getString(4).startsWith(realm) ? 1 : 0;
            }
        }
        return found;
    }

    /** Decisions that stand in either, of this realm. */
    long markers() throws SQLException {
        String where = " where gtrid like 's1." + realm() + ".%'";
        long found = 0;
        if (hasTable(postgres, "marker")) {
            found += number(postgres, "select count(*) from seedcore_tx.marker" + where);
        }
        if (hasTable(mysql, "seedcore_tx_marker")) {
            found += number(mysql, "select count(*) from seedcore_tx_marker" + where);
        }
        return found;
    }

    /** Leaves decisions to commit in {@code database}, of transactions that nobody runs. */
    void decide(String database, List<TransactionId> ids) throws SQLException {
        decide(database, ids, database);
    }

    /** @param participant the database that the decisions name */
    void decide(String database, List<TransactionId> ids, String participant) throws SQLException {
        boolean inPostgres = database.equals("postgresql");
        String now = inPostgres ? "clock_timestamp()" : "utc_timestamp(6)";
        String rows = ids.stream()
                .map(id -> "('" + id.text() + "', 'COMMITTED', '" + participant + "', " + now + ")")
                .collect(Collectors.joining(", "));
        run(
                inPostgres ? postgres : mysql,
                "insert into " + (inPostgres ? "seedcore_tx.marker" : "seedcore_tx_marker")
                        + " (gtrid, outcome, participants, created) values " + rows);
    }

    /** Ends the sessions that have written a decision of this realm and not committed it. */
    void endHolders() throws SQLException {
        run(
                postgres,
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where state = 'idle in transaction'"
                        + " and query like '%" + realm() + "%' and pid <> pg_backend_pid()");
        if (!hasTable(mysql, "seedcore_tx_marker")) {
            return;
        }
        try (Connection connection = open(mysql);
                Statement statement = connection.createStatement()) {
            statement.execute("set session transaction isolation level read committed");
            List<Long> committed = holders(statement);
            statement.execute("set session transaction isolation level read uncommitted");
            List<Long> holders = holders(statement);
            holders.removeAll(committed);
            for (Long holder : holders) {
                statement.execute("kill " + holder);
            }
        }
    }

    /** Ends the sessions of PostgreSQL that prepared a branch of this realm last. */
    void endWhoPrepared() {
        try {
            long ended = number(
                    postgres,
                    "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where state = 'idle'"
                            + " and query like '%prepare transaction%" + realm() + "%'");
            if (ended != 1) {
                throw new IllegalStateException("expected one session that has prepared, not " + ended);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Long> holders(Statement statement) throws SQLException {
        List<Long> holders = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select holder from seedcore_tx_marker where gtrid like 's1."
                + realm() + ".%' and holder is not null")) {
            while (rows.next()) {
                holders.add(rows.getLong(1));
            }
        }
        return holders;
    }

    private String realm() {
        return TransactionId.realmOf(table);
    }

    long checkedOut() {
        return registry.pools().stream()
                .mapToLong(pool -> pool.stats().checkedOut())
                .sum();
    }

    private static Connection open(DevDatabase database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        // As each driver calls it.
        properties.setProperty("sslmode", "disable");
        properties.setProperty("sslMode", "DISABLED");
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }

    private static void run(DevDatabase database, String text) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /** Leaves a branch in PostgreSQL that has inserted {@code row}, as a member that died would. */
    void prepareInPostgres(TransactionId id, int row) throws SQLException {
        run(
                postgres,
                "begin; insert into " + table + " values (" + row + "); prepare transaction '" + id.text() + ".0'");
    }

    /** As an administrator who knows the decision might. */
    void commitBranchesByHand() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = open(postgres);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("select gid from pg_prepared_xacts where gid like 's1." + realm() + ".%'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                statement.execute("commit prepared '" + name + "'");
            }
        }
    }

    void runInPostgres(String text) throws SQLException {
        run(postgres, text);
    }

    private static boolean hasTable(DevDatabase database, String name) throws SQLException {
        return number(database, "select count(*) from information_schema.tables where table_name = '" + name + "'") > 0;
    }

    private static long number(DevDatabase database, String text) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(text)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        registry.close();
    }
}
