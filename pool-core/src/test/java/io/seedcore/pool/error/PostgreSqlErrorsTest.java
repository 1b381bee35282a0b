package io.seedcore.pool.error;

import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.ROUTE;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static io.seedcore.pool.error.SinglePool.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.error.SinglePool.Outcome;
import io.seedcore.pool.event.ConnectError;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of a real PostgreSQL: what they mean, and whether their connection is lent again. */
@Tag("pools")
@Tag("errors")
class PostgreSqlErrorsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final DevDatabase database = DevDatabases.shared().postgresql();

    private static SinglePool pool;

    @BeforeAll
    static void open() throws SQLException {
        pool = SinglePool.postgresql(database.environment());
        execute("drop table if exists error_rows");
        execute("create table error_rows (id int primary key, value int)");
        execute("insert into error_rows values (1, 0), (2, 0)");
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3F000 | QUERY         | create table no_schema.t (id int)
            42P01 | QUERY         | select * from no_table
            42601 | QUERY         | selectt 1
            42704 | QUERY         | rollback prepared 'no transaction'
            22012 | QUERY         | select 1 / 0
            23505 | QUERY         | insert into error_rows values (1, 1)
            0A000 | QUERY         | select count(*) from error_rows for update
            3D000 | CONFIGURATION | drop database no_database
            """)
    void errorOfAStatement_keepsTheConnection(String state, ErrorCategory category, String sql) throws SQLException {
        check(pool.after(sql), state, category, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            58P01 | CONNECTION | load 'no library'
            26000 | CONNECTION | execute no_statement
            42P05 | CONNECTION | prepare twice as select 1; prepare twice as select 1
            """)
    void errorThatPutsTheConnectionInDoubt_evictsIt(String state, ErrorCategory category, String sql)
            throws SQLException {
        check(pool.after(sql), state, category, false);
    }

    /** States that need a broken disk or a bug of the server are raised by hand: the server sends them as its own. */
    @ParameterizedTest
    @CsvSource({
        "08000, CONNECTION, false",
        "08001, CONNECTION, false",
        "08003, CONNECTION, false",
        "08006, CONNECTION, false",
        "08007, OUTCOME_UNKNOWN, false",
        "08P01, CONNECTION, false",
        "08S01, CONNECTION, false",
        "08004, AUTHENTICATION, true",
        "25P03, CONNECTION, false",
        "25P04, CONNECTION, false",
        "28000, AUTHENTICATION, true",
        "28P01, AUTHENTICATION, true",
        "40000, TRANSACTION, true",
        "40001, TRANSACTION, true",
        "40002, QUERY, true",
        "40003, OUTCOME_UNKNOWN, false",
        "40P01, TRANSACTION, true",
        "42501, QUERY, true",
        "53000, QUERY, true",
        "53100, QUERY, true",
        "53200, QUERY, true",
        "53300, FULL, true",
        "53400, QUERY, true",
        "55000, QUERY, true",
        "57P01, CONNECTION, false",
        "57P02, GENERATION, false",
        "57P03, UNAVAILABLE, false",
        "57P04, GENERATION, false",
        "57P05, CONNECTION, false",
        "58000, CONNECTION, false",
        "58030, CONNECTION, false",
        "60000, CONNECTION, false",
        "99999, CONNECTION, false",
        "F0000, CONNECTION, false",
        "XX000, CONNECTION, false",
        "XX001, CONNECTION, false",
        "XX002, CONNECTION, false",
        "P0001, QUERY, true",
    })
    void raisedState_isJudgedByTheTable(String state, ErrorCategory category, boolean kept) throws SQLException {
        check(pool.after("do $$ begin raise sqlstate '" + state + "'; end $$"), state, category, kept);
    }

    @Test
    void deadlock_isRetryable() throws SQLException {
        try (Connection other = direct()) {
            other.setAutoCommit(false);
            run(other, "update error_rows set value = 1 where id = 2");
            Outcome outcome = pool.after(mine -> {
                mine.setAutoCommit(false);
                run(mine, "set local deadlock_timeout = '10ms'");
                run(mine, "update error_rows set value = 1 where id = 1");
                CompletableFuture<?> blocked =
                        background(() -> run(other, "update error_rows set value = 1 where id = 1"));
                await().atMost(LONG).until(() -> number("select count(*) from pg_locks where not granted") > 0);
                try {
                    run(mine, "update error_rows set value = 1 where id = 2");
                } finally {
                    mine.rollback();
                    blocked.join();
                }
            });
            other.rollback();
            check(outcome, "40P01", TRANSACTION, true);
            assertThat(outcome.error().isRetryable()).isTrue();
        }
    }

    @Test
    void serializationFailure_isRetryable() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            mine.setAutoCommit(false);
            mine.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            run(mine, "select * from error_rows");
            execute("update error_rows set value = value + 1 where id = 1");
            run(mine, "update error_rows set value = 0 where id = 1");
        });
        check(outcome, "40001", TRANSACTION, true);
    }

    @Test
    void lockThatIsNotFree_keepsTheConnection() throws SQLException {
        try (Connection other = direct()) {
            other.setAutoCommit(false);
            run(other, "update error_rows set value = 1 where id = 1");
            check(pool.after("select * from error_rows for update nowait"), "55P03", QUERY, true);
            other.rollback();
        }
    }

    @Test
    void statementTimeout_keepsTheConnection() throws SQLException {
        check(
                pool.after(mine -> {
                    mine.setAutoCommit(false);
                    run(mine, "set local statement_timeout = '20ms'");
                    run(mine, "select pg_sleep(60)");
                }),
                "57014",
                QUERY,
                true);
    }

    @Test
    void queryTimeoutOfTheDriver_keepsTheConnection() throws SQLException {
        check(
                pool.after(mine -> {
                    try (Statement statement = mine.createStatement()) {
                        statement.setQueryTimeout(1);
                        statement.execute("select pg_sleep(60)");
                    }
                }),
                "57014",
                QUERY,
                true);
    }

    @Test
    void failedTransaction_keepsTheConnection() throws SQLException {
        check(
                pool.after(mine -> {
                    mine.setAutoCommit(false);
                    assertThatThrownBy(() -> run(mine, "selectt 1")).isInstanceOf(SQLException.class);
                    run(mine, "select 1");
                }),
                "25P02",
                QUERY,
                true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set transaction read only",
                "set local transaction_read_only = on",
                "set session characteristics as transaction read only; commit",
                "select set_config('transaction_read_only', 'on', true)",
            })
    void writeWhereTheBorrowerWantedToRead_keepsTheConnection(String wish) throws SQLException {
        checkRefusedWrite(
                pool.after(mine -> {
                    mine.setAutoCommit(false);
                    run(mine, wish);
                    run(mine, "insert into error_rows values (3, 0)");
                }),
                true);
    }

    @Test
    void writeAfterSetReadOnly_keepsTheConnection() throws SQLException {
        checkRefusedWrite(
                pool.after(mine -> {
                    mine.setReadOnly(true);
                    mine.setAutoCommit(false);
                    run(mine, "insert into error_rows values (3, 0)");
                }),
                true);
    }

    /** As on a standby: what one borrower wanted does not count for the next one. */
    @Test
    void writeThatOnlyTheServerRefuses_leadsToAnotherServer() throws SQLException {
        execute("drop role if exists only_reads");
        execute("create role only_reads login password 'p'");
        execute("alter role only_reads set default_transaction_read_only = on");
        execute("grant insert on error_rows to only_reads");
        Map<String, String> settings = new HashMap<>(database.environment());
        settings.putAll(Map.of("POSTGRES_USER", "only_reads", "POSTGRES_PASSWORD", "p"));
        try (SinglePool reading = SinglePool.postgresql(settings)) {
            String write = "insert into error_rows values (3, 0)";
            checkRefusedWrite(
                    reading.after(mine -> {
                        mine.setReadOnly(true);
                        run(mine, write);
                    }),
                    true);
            checkRefusedWrite(reading.after(write), false);
            checkRefusedWrite(
                    reading.after(mine -> {
                        mine.setReadOnly(true);
                        mine.setReadOnly(false);
                        run(mine, write);
                    }),
                    false);
        }
    }

    private static void checkRefusedWrite(Outcome outcome, boolean kept) {
        assertThat(outcome.failure().getSQLState()).isEqualTo("25006");
        assertThat(outcome.error().category()).isEqualTo(ROUTE);
        assertThat(outcome.kept()).isEqualTo(kept);
    }

    @Test
    void limitOfTemporaryFiles_keepsTheConnection() throws SQLException {
        check(
                pool.after("set work_mem = '64kB'; set temp_file_limit = '64kB';"
                        + " select * from generate_series(1, 200000) n order by n desc offset 199999"),
                "53400",
                QUERY,
                true);
    }

    @Test
    void changedCachedPlan_keepsTheConnection() throws SQLException {
        execute("create table if not exists planned (id int)");
        check(
                pool.after("prepare planned as select * from planned; alter table planned add column c"
                        + Long.toHexString(System.nanoTime()) + " int; execute planned"),
                "0A000",
                QUERY,
                true);
    }

    @Test
    void preparedTransactionsUsedUp_isAMatterOfConfiguration() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            for (int i = 0; ; i++) {
                run(mine, "begin; select 1; prepare transaction 'used up " + i + "'");
            }
        });
        for (String name : textColumn("select gid from pg_prepared_xacts where gid like 'used up %'")) {
            execute("rollback prepared '" + name + "'");
        }
        check(outcome, "53200", CONFIGURATION, true);
        assertThat(outcome.error().advice()).contains("max_prepared_transactions");
    }

    @Test
    void sessionEndedByAnAdministrator_isReplaced() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            CompletableFuture<?> end = terminateOnceBusy(pool.session(mine));
            try {
                run(mine, "select pg_sleep(60)");
            } finally {
                end.join();
            }
        });
        check(outcome, "57P01", CONNECTION, false);
        assertThat(outcome.error().breaksGeneration()).isFalse();
    }

    @Test
    void transactionTimeout_endsTheSession() throws SQLException {
        check(
                pool.after(mine -> {
                    mine.setAutoCommit(false);
                    run(mine, "set local transaction_timeout = '20ms'");
                    run(mine, "select pg_sleep(60)");
                }),
                "25P04",
                CONNECTION,
                false);
    }

    /** The reason lies unread in the socket, and is lost if the next write meets the closed end before it is read. */
    @ParameterizedTest
    @CsvSource({
        "57P05, idle_session_timeout, select 1",
        "25P03, idle_in_transaction_session_timeout, begin",
    })
    void sessionEndedWhileIdle_isReplaced(String state, String setting, String then) throws SQLException {
        Outcome outcome = pool.after(mine -> {
            long session = pool.session(mine);
            run(mine, "set " + setting + " = '20ms'; " + then);
            await().atMost(LONG)
                    .until(() -> number("select count(*) from pg_stat_activity where pid = " + session) == 0);
            run(mine, "select 1");
        });
        assertThat(outcome.failure().getSQLState()).isIn(state, "08006");
        check(outcome, outcome.failure().getSQLState(), CONNECTION, false);
    }

    @Test
    void committingOnADeadConnection_leavesTheOutcomeUnknown() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            mine.setAutoCommit(false);
            run(mine, "update error_rows set value = 7 where id = 1");
            execute("select pg_terminate_backend(" + pool.session(mine) + ", 5000)");
            mine.commit();
        });
        assertThat(DatabaseError.whileCommitting(outcome.failure()).category())
                .isEqualTo(ErrorCategory.OUTCOME_UNKNOWN);
        assertThat(DatabaseError.whileCommitting(outcome.failure()).isRetryable())
                .isFalse();
        assertThat(outcome.kept()).isFalse();
    }

    @Test
    void constraintCheckedAtCommit_hasAKnownOutcome() throws SQLException {
        execute("create table if not exists deferred (id int primary key deferrable initially deferred)");
        Outcome outcome = pool.after(mine -> {
            mine.setAutoCommit(false);
            run(mine, "insert into deferred values (1), (1)");
            mine.commit();
        });
        check(outcome, "23505", QUERY, true);
        assertThat(DatabaseError.whileCommitting(outcome.failure()).category()).isEqualTo(QUERY);
    }

    @Test
    void refusedLogins_areToldApart() throws SQLException {
        execute("drop role if exists limited");
        execute("drop role if exists silent");
        execute("create role limited login password 'p' connection limit 0");
        execute("create role silent nologin password 'p'");
        assertThat(connectError(database.database(), "limited", "p")).isEqualTo(ConnectError.SERVER_FULL);
        assertThat(connectError(database.database(), "limited", "wrong")).isEqualTo(ConnectError.AUTHENTICATION);
        assertThat(connectError(database.database(), "silent", "p")).isEqualTo(ConnectError.AUTHENTICATION);
        assertThat(connectError("no_database", database.user(), database.password()))
                .isEqualTo(ConnectError.NO_SUCH_DATABASE);
        execute("drop role limited");
        execute("drop role silent");
    }

    @Test
    void databaseWithoutAFreeConnection_isFull() throws SQLException {
        execute("drop database if exists narrow");
        execute("create database narrow connection limit 0");
        execute("drop role if exists guest");
        execute("create role guest login password 'p'");
        assertThat(connectError("narrow", "guest", "p")).isEqualTo(ConnectError.SERVER_FULL);
        execute("drop role guest");
        execute("drop database narrow");
    }

    private static ConnectError connectError(String name, String user, String password) {
        String url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + name;
        return ConnectError.of(
                catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url, user, password)));
    }

    private static void check(Outcome outcome, String state, ErrorCategory category, boolean kept) {
        assertThat(outcome.failure().getSQLState()).isEqualTo(state);
        assertThat(outcome.error().category()).isEqualTo(category);
        assertThat(outcome.error().sqlState()).isEqualTo(state);
        assertThat(outcome.error().breaksConnection()).isEqualTo(!kept);
        assertThat(outcome.kept()).isEqualTo(kept);
    }

    private static Connection direct() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = direct()) {
            run(connection, sql);
        }
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(textColumn(sql).get(0));
    }

    private static List<String> textColumn(String sql) throws SQLException {
        try (Connection connection = direct();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static CompletableFuture<?> terminateOnceBusy(long session) {
        return background(() -> {
            await().atMost(LONG)
                    .until(() -> number("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and pid = "
                                    + session)
                            == 1);
            execute("select pg_terminate_backend(" + session + ")");
        });
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static CompletableFuture<?> background(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
