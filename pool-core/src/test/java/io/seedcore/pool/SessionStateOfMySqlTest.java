package io.seedcore.pool;

import static io.seedcore.pool.SessionTrace.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That nothing a borrower did to a session of MySQL or MariaDB is seen by the next one, with either driver. */
@Tag("pools")
@Tag("sessions")
class SessionStateOfMySqlTest {

    private static final List<SessionServers> DRIVERS =
            List.of(SessionServers.CONNECTOR_J, SessionServers.MARIADB_CONNECTOR);

    /** Refused while a transaction is open. */
    private static final String IN_TRANSACTION = "set transaction isolation level read committed";

    private static final Map<SessionServers, PoolRegistry> REGISTRIES = new EnumMap<>(SessionServers.class);

    @BeforeAll
    static void open() throws SQLException {
        RelationalDatabases database = RelationalDatabases.MYSQL;
        database.execute("create table if not exists kept_open (id int primary key)");
        database.execute("create table if not exists kept_shut (id int primary key)");
        database.execute("drop procedure if exists leaves_a_variable");
        database.execute("create procedure leaves_a_variable() set @by_procedure = 1");
        database.execute("create role if not exists reader");
        database.execute("grant reader to current_user");
        for (SessionServers driver : DRIVERS) {
            REGISTRIES.put(driver, driver.onlyOneConnection(Map.of("STATEMENT_TIMEOUT", "77s")));
        }
    }

    @AfterAll
    static void close() {
        REGISTRIES.values().forEach(PoolRegistry::close);
        REGISTRIES.clear();
    }

    static Stream<Arguments> traces() throws SQLException {
        boolean mariaDb = RelationalDatabases.MYSQL.number("select version() like '%MariaDB%'") == 1;
        return DRIVERS.stream()
                .flatMap(driver -> kinds(driver.name(), mariaDb).map(trace -> Arguments.of(driver, trace)));
    }

    private static Stream<SessionTrace> kinds(String lock, boolean mariaDb) {
        String timeout = mariaDb ? "max_statement_time" : "max_execution_time";
        String transaction = mariaDb ? "tx_" : "transaction_";
        return Stream.of(
                sql("user variable", "select @tenant", "set @tenant = 'a'"),
                sql("assigned in a query", "select @counted", "select @counted := 1"),
                sql("SELECT INTO", "select @selected", "select 1 into @selected"),
                sql("sql_mode", "select @@sql_mode", "set sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"),
                sql("statement timeout", "select @@" + timeout, "set " + timeout + " = 5"),
                sql("GET_LOCK", "select is_used_lock('" + lock + "') is null", "select get_lock('" + lock + "', 0)"),
                sql("LOCK TABLES", "select count(*) from kept_shut", "lock tables kept_open write"),
                sql("global read lock", "delete from kept_open where id < 0", "flush tables with read lock"),
                sql(
                        "temporary table",
                        "select count(*) from temporary_one",
                        "create temporary table temporary_one (id int)"),
                sql("USE", "select database()", "use information_schema"),
                new SessionTrace(
                        "setCatalog",
                        connection -> connection.setCatalog("information_schema"),
                        connection -> connection.getCatalog() + SessionTrace.answer(connection, "select database()")),
                sql("SET ROLE", "select current_role()", "set role reader"),
                sql("PREPARE", "execute prepared_one", "prepare prepared_one from 'select 1'"),
                sql(
                        "HANDLER",
                        "handler kept_open read first",
                        "insert ignore into kept_open values (1)",
                        "handler kept_open open"),
                sql("time zone", "select @@time_zone", "set time_zone = '+05:00'"),
                sql(
                        "character set",
                        "select concat(@@character_set_client, @@character_set_results)",
                        "set names latin1"),
                sql(
                        "isolation",
                        "select @@" + transaction + "isolation",
                        "set session transaction isolation level serializable"),
                sql("read only", "select @@" + transaction + "read_only", "set session transaction read only"),
                sql("autocommit", "select @@autocommit", "set autocommit = 0"),
                sql("transaction begun by a statement", IN_TRANSACTION, "start transaction"),
                sql("chained transaction", IN_TRANSACTION, "commit and chain"),
                sql("foreign keys", "select @@foreign_key_checks", "set foreign_key_checks = 0"),
                sql("select limit", "select @@sql_select_limit", "set sql_select_limit = 3"),
                sql("group_concat", "select @@group_concat_max_len", "set group_concat_max_len = 9"),
                sql("executable comment", "select @in_comment", "/*! set @in_comment = 1 */"),
                sql("after a comment", "select @after_comment", "# why\n-- not\nset @after_comment = 1"),
                new SessionTrace("prepared statement", SessionStateOfMySqlTest::prepared, shows("by_prepared")),
                new SessionTrace("batch", SessionStateOfMySqlTest::batch, shows("by_batch")),
                new SessionTrace("call", SessionStateOfMySqlTest::call, shows("by_procedure")),
                new SessionTrace(
                        "client information",
                        connection -> connection.setClientInfo("ApplicationName", "other"),
                        connection -> connection.getClientInfo("ApplicationName")),
                new SessionTrace(
                        "autocommit of JDBC", connection -> connection.setAutoCommit(false), Connection::getAutoCommit),
                new SessionTrace(
                        "isolation of JDBC",
                        connection -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
                        Connection::getTransactionIsolation),
                new SessionTrace(
                        "read only of JDBC", connection -> connection.setReadOnly(true), Connection::isReadOnly),
                new SessionTrace(
                        "network timeout",
                        connection -> connection.setNetworkTimeout(Runnable::run, 54_321),
                        Connection::getNetworkTimeout));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("traces")
    void whatABorrowerLeaves_isGone(SessionServers driver, SessionTrace trace) throws SQLException {
        trace.staysWithItsBorrower(
                Objects.requireNonNull(REGISTRIES.get(driver)).connectionPool("mysql"), "select connection_id()");
    }

    private static SessionTrace.Look shows(String variable) {
        return connection -> SessionTrace.answer(connection, "select @" + variable);
    }

    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("set @by_prepared = ?")) {
            statement.setInt(1, 1);
            statement.execute();
        }
    }

    private static void batch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("set @by_batch = 1");
            statement.executeBatch();
        }
    }

    private static void call(Connection connection) throws SQLException {
        try (CallableStatement statement = connection.prepareCall("{call leaves_a_variable()}")) {
            statement.execute();
        }
    }
}
