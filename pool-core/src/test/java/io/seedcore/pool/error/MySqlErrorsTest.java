package io.seedcore.pool.error;

import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.ROUTE;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static io.seedcore.pool.error.SinglePool.run;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of a real MariaDB, or MySQL, through either driver: what they mean, and whether their connection is lent again. */
@Tag("pools")
@Tag("errors")
@ParameterizedClass
@ValueSource(strings = {"mysql", "mariadb"})
class MySqlErrorsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ENDLESS =
            "select count(*) from information_schema.collations a, information_schema.collations b,"
                    + " information_schema.collations c, information_schema.collations d";

    private static final DevDatabase database = DevDatabases.shared().mysql();

    @SuppressWarnings("NullAway.Init") // by open
    private static SinglePool pool;

    private final String driver;

    MySqlErrorsTest(String driver) {
        this.driver = driver;
    }

    @BeforeParameterizedClassInvocation
    static void open(String driver) throws SQLException {
        pool = SinglePool.mysql(driver);
        execute("drop table if exists error_rows");
        execute("create table error_rows (id int primary key, value int) engine = innodb");
        execute("insert into error_rows values (1, 0), (2, 0)");
    }

    @AfterParameterizedClassInvocation
    static void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1064 | QUERY         | selectt 1
            1146 | QUERY         | select * from no_table
            1062 | QUERY         | insert into error_rows values (1, 1)
            1049 | CONFIGURATION | use no_database
            1397 | QUERY         | xa commit 'no branch'
            """)
    void errorOfAStatement_keepsTheConnection(int code, ErrorCategory category, String sql) throws SQLException {
        check(pool.after(sql), code, category, true);
    }

    /** The server sends a signalled error as its own; the texts are those of the message files. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1021 | HY000 | QUERY          | true  | Disk full
            1026 | HY000 | QUERY          | true  | Error writing file
            1037 | HY001 | QUERY          | true  | Out of memory
            1038 | HY001 | QUERY          | true  | Out of sort memory
            1040 | 08004 | FULL           | true  | Too many connections
            1041 | HY000 | FULL           | true  | Out of memory.
            1042 | 08S01 | CONNECTION     | false | Can't get hostname for your address
            1043 | 08S01 | CONNECTION     | false | Bad handshake
            1044 | 42000 | AUTHENTICATION | true  | Access denied for user to database
            1045 | 28000 | AUTHENTICATION | true  | Access denied for user
            1046 | 3D000 | QUERY          | true  | No database selected
            1047 | 08S01 | CONNECTION     | false | Unknown command
            1047 | 08S01 | UNAVAILABLE    | false | WSREP has not yet prepared node for application use
            1049 | 42000 | CONFIGURATION  | true  | Unknown database
            1053 | 08S01 | GENERATION     | false | Server shutdown in progress
            1080 | 08S01 | CONNECTION     | false | Forcing close of thread
            1081 | 08S01 | CONNECTION     | false | Can't create IP socket
            1105 | HY000 | CONNECTION     | false | Unknown error
            1114 | HY000 | QUERY          | true  | The table is full
            1129 | HY000 | AUTHENTICATION | true  | Host is blocked because of many connection errors
            1130 | HY000 | AUTHENTICATION | true  | Host is not allowed to connect
            1135 | HY000 | FULL           | true  | Can't create a new thread
            1152 | 08S01 | CONNECTION     | false | Aborted connection
            1153 | 08S01 | CONNECTION     | false | Got a packet bigger than 'max_allowed_packet' bytes
            1154 | 08S01 | CONNECTION     | false | Got a read error from the connection pipe
            1155 | 08S01 | CONNECTION     | false | Got an error from fcntl()
            1156 | 08S01 | CONNECTION     | false | Got packets out of order
            1157 | 08S01 | CONNECTION     | false | Couldn't uncompress communication packet
            1158 | 08S01 | CONNECTION     | false | Got an error reading communication packets
            1159 | 08S01 | CONNECTION     | false | Got timeout reading communication packets
            1160 | 08S01 | CONNECTION     | false | Got an error writing communication packets
            1161 | 08S01 | CONNECTION     | false | Got timeout writing communication packets
            1180 | HY000 | QUERY          | true  | Got error during COMMIT
            1184 | 08S01 | CONNECTION     | false | Aborted connection
            1189 | 08S01 | CONNECTION     | false | Net error reading from master
            1190 | 08S01 | CONNECTION     | false | Net error writing to master
            1203 | 42000 | FULL           | true  | User already has more than 'max_user_connections' active connections
            1205 | HY000 | TRANSACTION    | true  | Lock wait timeout exceeded
            1213 | 40001 | TRANSACTION    | true  | Deadlock found when trying to get lock
            1226 | 42000 | FULL           | true  | User has exceeded the 'max_user_connections' resource
            1251 | 08004 | AUTHENTICATION | true  | Client does not support authentication protocol
            1290 | HY000 | ROUTE          | false | The MySQL server is running with the --read-only option
            1290 | HY000 | ROUTE          | false | The MySQL server is running with the --super-read-only option
            1290 | HY000 | QUERY          | true  | The MySQL server is running with the --secure-file-priv option
            1317 | 70100 | QUERY          | true  | Query execution was interrupted
            1397 | XAE04 | QUERY          | true  | XAER_NOTA
            1398 | XAE05 | QUERY          | true  | XAER_INVAL
            1399 | XAE07 | QUERY          | true  | XAER_RMFAIL
            1400 | XAE09 | QUERY          | true  | XAER_OUTSIDE
            1401 | XAE03 | QUERY          | true  | XAER_RMERR
            1402 | XA100 | TRANSACTION    | true  | XA_RBROLLBACK
            1440 | XAE08 | QUERY          | true  | XAER_DUPID
            1461 | 42000 | CONFIGURATION  | true  | Can't create more than max_prepared_stmt_count statements
            1613 | XA106 | TRANSACTION    | true  | XA_RBTIMEOUT
            1614 | XA102 | TRANSACTION    | true  | XA_RBDEADLOCK
            1698 | 28000 | AUTHENTICATION | true  | Access denied for user
            1792 | 25006 | ROUTE          | false | Cannot execute such a statement
            1820 | HY000 | AUTHENTICATION | true  | You must SET PASSWORD before executing this statement
            1836 | HY000 | ROUTE          | false | Running in read-only mode
            1862 | HY000 | AUTHENTICATION | true  | Your password has expired
            1927 | 70100 | CONNECTION     | false | Connection was killed
            1969 | 70100 | QUERY          | true  | Query execution was interrupted (max_statement_time exceeded)
            2006 | HY000 | CONNECTION     | false | Server has gone away
            2013 | HY000 | CONNECTION     | false | Lost connection to server during query
            3024 | HY000 | QUERY          | true  | Query execution was interrupted, maximum statement execution time exceeded
            3032 | HY000 | UNAVAILABLE    | false | The server is currently in offline mode
            3118 | HY000 | AUTHENTICATION | true  | Access denied for user. Account is locked.
            3159 | HY000 | AUTHENTICATION | true  | Connections using insecure transport are prohibited
            3169 | HY000 | CONNECTION     | false | The session was killed
            3197 | HY000 | QUERY          | true  | The resource manager is not able to commit the transaction branch
            4150 | HY000 | AUTHENTICATION | true  | User is blocked because of too many credential errors
            4151 | HY000 | AUTHENTICATION | true  | Access denied, this account is locked
            9999 | 08S01 | CONNECTION     | false | no code of ours
            9999 | HY000 | QUERY          | true  | no code of ours
            """)
    void signalledError_isJudgedByTheTable(int code, String state, ErrorCategory category, boolean kept, String message)
            throws SQLException {
        check(
                pool.after("signal sqlstate '" + state + "' set mysql_errno = " + code + ", message_text = '"
                        + message.replace("'", "''") + "'"),
                code,
                category,
                kept);
    }

    /** MySQL's wait_timeout, and MariaDB's word for a trigger that is not there: Connector/J knows the former alone. */
    @Test
    void numberWithTwoMeanings_isToldByItsText() throws SQLException {
        Outcome inactive = pool.after(
                "signal sqlstate 'HY000' set mysql_errno = 4031, message_text = 'disconnected because of inactivity'");
        assertThat(inactive.error().category()).isEqualTo(CONNECTION);
        assertThat(inactive.kept()).isFalse();
        if (driver.equals("mariadb")) {
            check(
                    pool.after("signal sqlstate 'HY000' set mysql_errno = 4031, message_text = 'Referenced trigger'"),
                    4031,
                    QUERY,
                    true);
        }
    }

    @Test
    void deadlock_isRetryable() throws SQLException {
        try (Connection other = direct()) {
            other.setAutoCommit(false);
            // The server rolls back the transaction that has changed less.
            run(other, "insert into error_rows values (10, 0), (11, 0), (12, 0), (13, 0)");
            run(other, "update error_rows set value = value + 1 where id = 2");
            Outcome outcome = pool.after(mine -> {
                mine.setAutoCommit(false);
                run(mine, "update error_rows set value = value + 1 where id = 1");
                CompletableFuture<?> blocked =
                        background(() -> run(other, "update error_rows set value = value + 1 where id = 1"));
                try {
                    run(mine, "update error_rows set value = value + 1 where id = 2");
                } finally {
                    blocked.join();
                }
            });
            other.rollback();
            check(outcome, 1213, TRANSACTION, true);
            assertThat(outcome.error().isRetryable()).isTrue();
        }
    }

    @Test
    void lockThatIsNotFree_isRetryable() throws SQLException {
        try (Connection other = direct()) {
            other.setAutoCommit(false);
            run(other, "update error_rows set value = value + 1 where id = 1");
            check(
                    pool.after(mine -> {
                        run(mine, "set innodb_lock_wait_timeout = 1");
                        run(mine, "select * from error_rows for update");
                    }),
                    1205,
                    TRANSACTION,
                    true);
            other.rollback();
        }
    }

    @Test
    void statementThatIsKilled_keepsTheConnection() throws SQLException {
        check(pool.after(mine -> runAndKill(mine, "kill query ")), 1317, QUERY, true);
    }

    @Test
    void connectionThatIsKilled_isReplaced() throws SQLException {
        Outcome outcome = pool.after(mine -> runAndKill(mine, "kill "));
        assertThat(outcome.error().category()).isEqualTo(CONNECTION);
        assertThat(outcome.kept()).isFalse();
    }

    @Test
    void queryTimeoutOfTheDriver_keepsTheConnection() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            try (Statement statement = mine.createStatement()) {
                statement.setQueryTimeout(1);
                statement.execute(ENDLESS);
            }
        });
        assertThat(outcome.error().category()).isEqualTo(QUERY);
        assertThat(outcome.kept()).isTrue();
    }

    /** Connector/J knows of a session that only reads, and refuses the statement itself. */
    @ParameterizedTest
    @ValueSource(strings = {"start transaction read only", "set session transaction read only"})
    void writeWhereTheBorrowerWantedToRead_keepsTheConnection(String wish) throws SQLException {
        Outcome outcome = pool.after(mine -> {
            run(mine, wish);
            run(mine, "insert into error_rows values (3, 0)");
        });
        assertThat(outcome.failure().getErrorCode()).isIn(1792, 0);
        assertThat(outcome.kept()).isTrue();
    }

    /** As by Connector/J's setReadOnly; MariaDB's driver takes that as a hint alone. */
    @Test
    void writeAfterSetReadOnly_keepsTheConnection() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            mine.setReadOnly(true);
            run(mine, "insert into error_rows values (1, 0)");
        });
        assertThat(outcome.kept()).isTrue();
    }

    @Test
    void fullTable_keepsTheConnection() throws SQLException {
        check(
                pool.after(mine -> {
                    run(mine, "set max_heap_table_size = 16384");
                    run(mine, "create temporary table too_small (text char(250)) engine = memory");
                    run(mine, "insert into too_small select repeat('x', 250) from information_schema.columns");
                }),
                1114,
                QUERY,
                true);
    }

    @Test
    void limitOfTheServersOwn_keepsTheConnection() throws SQLException {
        boolean mariaDb = number("select version() like '%MariaDB%'") == 1;
        check(
                pool.after(mine -> {
                    run(mine, mariaDb ? "set max_statement_time = 0.05" : "set max_execution_time = 50");
                    run(mine, ENDLESS);
                }),
                mariaDb ? 1969 : 3024,
                QUERY,
                true);
    }

    @Test
    void tooManyPreparedStatements_areAMatterOfConfiguration() throws SQLException {
        execute("set global max_prepared_stmt_count = 0");
        try {
            check(pool.after("prepare one from 'select 1'"), 1461, CONFIGURATION, true);
        } finally {
            execute("set global max_prepared_stmt_count = 16382");
        }
    }

    @Test
    void killedDuringCommit_leavesTheOutcomeUnknown() throws SQLException {
        Outcome outcome = pool.after(mine -> {
            mine.setAutoCommit(false);
            run(mine, "update error_rows set value = 7 where id = 1");
            long session = pool.session(mine);
            execute("kill " + session);
            await().atMost(LONG)
                    .until(() ->
                            number("select count(*) from information_schema.processlist where id = " + session) == 0);
            mine.commit();
        });
        assertThat(DatabaseError.whileCommitting(outcome.failure()).category())
                .isEqualTo(ErrorCategory.OUTCOME_UNKNOWN);
        assertThat(outcome.kept()).isFalse();
    }

    @Test
    void refusedLogins_areToldApart() throws SQLException {
        execute("drop user if exists 'limited'@'%', 'locked'@'%'");
        execute("create user 'limited'@'%' identified by 'p' with max_user_connections 1");
        execute("create user 'locked'@'%' identified by 'p' account lock");
        try (Connection held = DriverManager.getConnection(url(""), "limited", "p")) {
            assertThat(connectError("", "limited", "p")).isEqualTo(ConnectError.SERVER_FULL);
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(connectError("", "limited", "wrong")).isEqualTo(ConnectError.AUTHENTICATION);
        assertThat(connectError("", "locked", "p")).isEqualTo(ConnectError.AUTHENTICATION);
        assertThat(connectError(database.database(), "limited", "p")).isEqualTo(ConnectError.AUTHENTICATION);
        assertThat(connectError("no_database", database.user(), database.password()))
                .isEqualTo(ConnectError.NO_SUCH_DATABASE);
        execute("drop user 'limited'@'%', 'locked'@'%'");
    }

    @Test
    void serverThatBecameReadOnly_leadsToAnotherServer() throws SQLException {
        execute("drop user if exists 'writer'@'%'");
        execute("create user 'writer'@'%' identified by 'p'");
        execute("grant select, insert on " + database.database() + ".* to 'writer'@'%'");
        execute("set global read_only = 1");
        try (Connection writer = DriverManager.getConnection(url(database.database()), "writer", "p")) {
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> run(writer, "insert into error_rows values (4, 0)"));
            assertThat(failure.getErrorCode()).isEqualTo(1290);
            assertThat(DatabaseError.of(failure).category()).isEqualTo(ROUTE);
        } finally {
            execute("set global read_only = 0");
            execute("drop user 'writer'@'%'");
        }
    }

    private static void runAndKill(Connection mine, String kill) throws SQLException {
        long session = pool.session(mine);
        CompletableFuture<?> killed = background(() -> {
            await().atMost(LONG)
                    .until(() -> number("select count(*) from information_schema.processlist where id = " + session
                                    + " and info like '%collations%'")
                            == 1);
            execute(kill + session);
        });
        try {
            run(mine, ENDLESS);
        } finally {
            killed.join();
        }
    }

    private ConnectError connectError(String name, String user, String password) {
        return ConnectError.of(
                catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url(name), user, password)));
    }

    /** Encrypted with either driver: MySQL takes a password that it does not know yet in no other way. */
    private String url(String name) {
        String encrypted = driver.equals("mariadb") ? "?sslMode=trust" : "";
        return "jdbc:" + driver + "://" + database.host() + ":" + database.port() + "/" + name + encrypted;
    }

    private static void check(Outcome outcome, int code, ErrorCategory category, boolean kept) {
        assertThat(outcome.failure().getErrorCode()).isEqualTo(code);
        assertThat(outcome.error().vendorCode()).isEqualTo(code);
        assertThat(outcome.error().category()).isEqualTo(category);
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
        try (Connection connection = direct();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
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
