package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Readiness;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MySQL and MariaDB: decisions in {@code seedcore_tx_marker}, branches by XA. */
final class MySqlDatabase extends JdbcDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(MySqlDatabase.class);
    private static final int OLDEST_MYSQL = 8_00_30;
    private static final int OLDEST_MARIADB = 10_05_00;
    private static final int NO_XA_RECOVER_ADMIN = 1401;

    MySqlDatabase(ConnectionPool pool, DirectConnections direct) {
        super(pool, direct);
    }

    @Override
    JdbcParticipant participant(Connection connection, Joining joining) throws SQLException {
        return MySqlParticipant.begin(pool(), connection, joining, databaseName(), isMariaDb(connection));
    }

    @Override
    DecisionStore store(Connection connection, Duration timeout) {
        return new MySqlStore(connection, databaseName());
    }

    @Override
    Branches branches(Connection connection) {
        return new MySqlBranches(connection);
    }

    @Override
    void makeReady(Connection connection) throws SQLException {
        Sql.run(connection, "set session transaction isolation level read committed");
        Sql.run(connection, "set session innodb_lock_wait_timeout = 1");
        // A number, or a word where there are several kinds of it.
        if (!Set.of("0", "OFF").contains(Sql.text(connection, "select @@global.read_only"))) {
            throw noPrimary();
        }
    }

    /** A name of a table of ours, whatever database the session is in. */
    static String table(String database, String name) {
        return "`" + database.replace("`", "``") + "`.seedcore_tx_" + name;
    }

    static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    }

    private List<String> tables() {
        return List.of(
                "create table if not exists " + table(databaseName(), "marker")
                        + " (gtrid varbinary(64) not null primary key, outcome varchar(9) character set ascii not null,"
                        + " participants varchar(2000) not null, created datetime(6) not null, resolver varchar(200),"
                        + " holder bigint unsigned) engine = InnoDB",
                "create table if not exists " + table(databaseName(), "store")
                        + " (one tinyint not null primary key, id char(8) character set ascii not null) engine = InnoDB");
    }

    @Override
    Readiness check(Connection connection) throws SQLException {
        Map<String, String> variables = variables(connection);
        List<String> durability = durabilityProblems(variables);
        List<String> storeProblems = new ArrayList<>(durability);
        Optional<String> id = Optional.empty();
        try {
            makeTables(connection);
            id = Optional.of(storeId(connection));
            tryOut(connection);
        } catch (SQLException e) {
            storeProblems.addAll(cannotWrite(connection, e));
        }
        List<String> prepareProblems = new ArrayList<>(durability);
        prepareProblems.addAll(prepareProblems(connection, variables));
        return new Readiness(
                storeProblems.isEmpty() ? id : Optional.empty(), storeProblems, prepareProblems, List.of());
    }

    private void makeTables(Connection connection) throws SQLException {
        int there = Integer.parseInt(Sql.text(
                connection,
                "select count(*) from information_schema.tables where table_schema = " + Sql.quoted(databaseName())
                        + " and table_name in ('seedcore_tx_marker', 'seedcore_tx_store')"));
        if (there == 2) {
            return;
        }
        for (String statement : tables()) {
            Sql.run(connection, statement);
        }
        LOG.info(
                "{}: the tables seedcore_tx_marker and seedcore_tx_store were made, for commits over several databases",
                pool().name());
    }

    private String storeId(Connection connection) throws SQLException {
        String table = table(databaseName(), "store");
        Sql.update(connection, "insert ignore into " + table + " (one, id) values (1, ?)", TransactionId.newStoreId());
        return Sql.text(connection, "select id from " + table);
    }

    private void tryOut(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            String table = table(databaseName(), "marker");
            String key = "concat('trial of ', connection_id())";
            Sql.run(
                    connection,
                    "insert into " + table + " (gtrid, outcome, participants, created) values (" + key
                            + ", 'ABORTED', '', utc_timestamp(6))");
            Sql.run(connection, "update " + table + " set resolver = '' where gtrid = " + key);
            Sql.run(connection, "delete from " + table + " where gtrid = " + key);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private List<String> cannotWrite(Connection connection, SQLException e) throws SQLException {
        if (e.getSQLState() == null || !e.getSQLState().startsWith("42")) {
            throw e;
        }
        String user = Sql.text(connection, "select current_user()");
        List<String> statements = new ArrayList<>();
        statements.add("The user " + user + " may not make or use the tables for decisions (" + e.getMessage()
                + "). Run as an administrator:");
        statements.addAll(tables());
        String quoted = "'" + user.replace("@", "'@'") + "'";
        statements.add("grant select, insert, update, delete on " + table(databaseName(), "marker") + " to " + quoted);
        statements.add("grant select, insert on " + table(databaseName(), "store") + " to " + quoted);
        return statements;
    }

    private static Map<String, String> variables(Connection connection) throws SQLException {
        Map<String, String> found = new HashMap<>();
        Sql.query(
                connection,
                "show global variables where variable_name in ('xa_detach_on_prepare',"
                        + " 'innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'wsrep_on',"
                        + " 'legacy_xa_rollback_at_disconnect')",
                row -> found.put(row.getString(1), row.getString(2)));
        return found;
    }

    private static List<String> durabilityProblems(Map<String, String> variables) {
        List<String> problems = new ArrayList<>();
        if (!"1".equals(variables.get("innodb_flush_log_at_trx_commit"))) {
            problems.add(
                    "innodb_flush_log_at_trx_commit is " + variables.get("innodb_flush_log_at_trx_commit")
                            + ", with which a crash can lose what was acknowledged: set global innodb_flush_log_at_trx_commit = 1");
        }
        if ("ON".equals(variables.get("log_bin")) && !"1".equals(variables.get("sync_binlog"))) {
            problems.add("sync_binlog is " + variables.get("sync_binlog")
                    + ", with which a crash can lose what was acknowledged: set global sync_binlog = 1");
        }
        return problems;
    }

    private static List<String> prepareProblems(Connection connection, Map<String, String> variables)
            throws SQLException {
        List<String> problems = new ArrayList<>();
        boolean mariaDb = isMariaDb(connection);
        DatabaseMetaData server = connection.getMetaData();
        int version = version(server);
        if (version < (mariaDb ? OLDEST_MARIADB : OLDEST_MYSQL)) {
            problems.add("the server is " + server.getDatabaseProductVersion() + ": MySQL 8.0.30 or MariaDB 10.5 is the"
                    + " oldest whose branches outlive their session");
        }
        if (!mariaDb && "OFF".equals(variables.get("xa_detach_on_prepare"))) {
            problems.add("xa_detach_on_prepare is OFF: set global xa_detach_on_prepare = ON");
        }
        if ("ON".equals(variables.get("legacy_xa_rollback_at_disconnect"))) {
            problems.add("legacy_xa_rollback_at_disconnect is ON: set global legacy_xa_rollback_at_disconnect = OFF");
        }
        if ("ON".equals(variables.get("wsrep_on"))) {
            problems.add("Galera does not replicate prepared branches: use a database without it");
        }
        problems.addAll(recoverProblems(connection));
        return problems;
    }

    private static List<String> recoverProblems(Connection connection) throws SQLException {
        try {
            Sql.run(connection, "xa recover");
            return List.of();
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_XA_RECOVER_ADMIN) {
                throw e;
            }
            String user = Sql.text(connection, "select current_user()");
            return List.of("recovery may not list branches: grant xa_recover_admin on *.* to '"
                    + user.replace("@", "'@'") + "'");
        }
    }

    /** 80030 for 8.0.30. A MariaDB may put "5.5.5-" before its own version. */
    private static int version(DatabaseMetaData server) throws SQLException {
        String text = server.getDatabaseProductVersion().replaceFirst("^5\\.5\\.5-", "");
        String[] parts = text.split("[^0-9]+");
        return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
    }
}
