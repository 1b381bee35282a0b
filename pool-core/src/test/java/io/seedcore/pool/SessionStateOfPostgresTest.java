package io.seedcore.pool;

import static io.seedcore.pool.SessionTrace.run;
import static io.seedcore.pool.SessionTrace.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That nothing a borrower did to a session of PostgreSQL is seen by the next one. */
@Tag("pools")
@Tag("sessions")
class SessionStateOfPostgresTest {

    private static PoolRegistry registry;

    @BeforeAll
    static void open() throws SQLException {
        RelationalDatabases.POSTGRESQL.execute("create schema if not exists elsewhere");
        RelationalDatabases.POSTGRESQL.execute("create or replace procedure leaves_a_parameter() language plpgsql as"
                + " 'begin perform set_config(''app.by_procedure'', ''left'', false); end'");
        RelationalDatabases.POSTGRESQL.execute("create table if not exists warns_at_commit (id int)");
        RelationalDatabases.POSTGRESQL.execute("create or replace function warns() returns trigger language plpgsql as"
                + " 'begin raise warning ''late''; return null; end'");
        RelationalDatabases.POSTGRESQL.execute("create constraint trigger late after insert on warns_at_commit"
                + " deferrable initially deferred for each row execute function warns()");
        registry = SessionServers.POSTGRESQL.onlyOneConnection(Map.of("STATEMENT_TIMEOUT", "77s"));
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    static Stream<SessionTrace> traces() {
        return Stream.of(
                sql("own parameter", "select nullif(current_setting('app.tenant', true), '')", "set app.tenant = 'a'"),
                sql("start-up parameter", "show statement_timeout", "set statement_timeout = 1234"),
                sql("reset of a start-up parameter", "show statement_timeout", "set statement_timeout = 0"),
                sql("lock_timeout", "show lock_timeout", "set session lock_timeout = 1234"),
                sql("role", "select current_user", "set role pg_monitor"),
                sql("session authorization", "select session_user", "set session authorization pg_monitor"),
                sql("search_path", "show search_path", "set search_path to elsewhere"),
                new SessionTrace("setSchema", connection -> connection.setSchema("elsewhere"), Connection::getSchema),
                sql("time zone", "show timezone", "set time zone 'Pacific/Apia'"),
                sql("date style", "show datestyle", "set datestyle to 'ISO, DMY'"),
                sql("LISTEN", "select count(*) from pg_listening_channels()", "listen news"),
                sql("PREPARE", "select count(*) from pg_prepared_statements where from_sql", "prepare p as select 1"),
                sql("temporary table", "select to_regclass('pg_temp.t')", "create temp table t (id int)"),
                sql("SELECT INTO TEMP", "select to_regclass('pg_temp.s')", "select 1 as id into temp s"),
                sql("temporary view", "select to_regclass('pg_temp.v')", "create temp view v as select 1"),
                sql("temporary sequence", "select to_regclass('pg_temp.q')", "create temporary sequence q"),
                sql("advisory lock", locks("ExclusiveLock"), "select pg_advisory_lock(1)"),
                sql("shared advisory lock", locks("ShareLock"), "select pg_advisory_lock_shared(2)"),
                sql("tried advisory lock", locks("ExclusiveLock"), "select pg_try_advisory_lock(3)"),
                sql(
                        "cursor WITH HOLD",
                        "select count(*) from pg_cursors where name = 'c'",
                        "declare c cursor with hold for select 1"),
                sql(
                        "isolation as characteristic",
                        "show default_transaction_isolation",
                        "set session characteristics as transaction isolation level serializable"),
                sql(
                        "read only as characteristic",
                        "show default_transaction_read_only",
                        "set session characteristics as transaction read only"),
                sql(
                        "deferrable",
                        "show default_transaction_deferrable",
                        "set session characteristics as transaction deferrable"),
                sql("set_config", "show work_mem", "select set_config('work_mem', '1MB', false)"),
                sql("pg_settings", "show work_mem", "update pg_settings set setting = '2048' where name = 'work_mem'"),
                sql(
                        "DO",
                        "select nullif(current_setting('app.x', true), '')",
                        "do $$ begin perform set_config('app.x', '1', false); end $$"),
                sql("several statements", "show enable_sort", "select 1; set enable_sort = off; select 2"),
                sql("after a comment", "show enable_sort", "/* why /* not */ */ -- so\n set enable_sort = off"),
                sql("transaction begun by a statement", "savepoint probe", "begin"),
                new SessionTrace("prepared statement", SessionStateOfPostgresTest::prepared, shows("geqo")),
                new SessionTrace("batch", SessionStateOfPostgresTest::batch, shows("enable_hashjoin")),
                new SessionTrace("call", SessionStateOfPostgresTest::call, shows("app.by_procedure")),
                new SessionTrace(
                        "statement of a statement",
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                run("set enable_nestloop = off").on(statement.getConnection());
                            }
                        },
                        shows("enable_nestloop")),
                new SessionTrace(
                        "application name",
                        connection -> connection.setClientInfo("ApplicationName", "other"),
                        shows("application_name")),
                new SessionTrace(
                        "client information",
                        connection -> {
                            Properties all = new Properties();
                            all.setProperty("ApplicationName", "another");
                            connection.setClientInfo(all);
                        },
                        connection -> connection.getClientInfo("ApplicationName")),
                new SessionTrace("warning of the server", SessionStateOfPostgresTest::commit, Connection::getWarnings),
                new SessionTrace(
                        "warning of the driver",
                        connection -> connection.setClientInfo("nobody knows", "it"),
                        Connection::getWarnings),
                new SessionTrace(
                        "holdability",
                        connection -> connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT),
                        Connection::getHoldability),
                new SessionTrace(
                        "type map",
                        connection -> connection.setTypeMap(Map.of("t", String.class)),
                        Connection::getTypeMap),
                new SessionTrace(
                        "type map that was read",
                        connection -> connection.getTypeMap().put("t", String.class),
                        connection -> Map.copyOf(connection.getTypeMap())),
                new SessionTrace(
                        "autocommit", connection -> connection.setAutoCommit(false), Connection::getAutoCommit),
                new SessionTrace(
                        "isolation",
                        connection -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
                        Connection::getTransactionIsolation),
                new SessionTrace("read only", connection -> connection.setReadOnly(true), Connection::isReadOnly),
                new SessionTrace(
                        "network timeout",
                        connection -> connection.setNetworkTimeout(Runnable::run, 54_321),
                        Connection::getNetworkTimeout));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void whatABorrowerLeaves_isGone(SessionTrace trace) throws SQLException {
        trace.staysWithItsBorrower(registry.connectionPool("postgresql"), "select pg_backend_pid()");
    }

    private static String locks(String mode) {
        return "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = '"
                + mode + "'";
    }

    private static SessionTrace.Look shows(String parameter) {
        return connection ->
                SessionTrace.answer(connection, "select nullif(current_setting('" + parameter + "', true), '')");
    }

    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("set geqo = off")) {
            statement.execute();
        }
    }

    private static void commit(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        run("insert into warns_at_commit values (1)").on(connection);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void batch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("set enable_hashjoin = off");
            statement.executeBatch();
        }
    }

    private static void call(Connection connection) throws SQLException {
        try (CallableStatement statement = connection.prepareCall("call leaves_a_parameter()")) {
            statement.execute();
        }
    }
}
