package io.seedcore.pool.error;

import static io.seedcore.pool.dev.fault.ScriptAnswer.error;
import static io.seedcore.pool.dev.fault.ScriptAnswer.fatal;
import static io.seedcore.pool.dev.fault.ScriptAnswer.hangUp;
import static io.seedcore.pool.dev.fault.ScriptMoment.commit;
import static io.seedcore.pool.dev.fault.ScriptMoment.connect;
import static io.seedcore.pool.dev.fault.ScriptMoment.login;
import static io.seedcore.pool.dev.fault.ScriptMoment.rollback;
import static io.seedcore.pool.dev.fault.ScriptMoment.statement;
import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.OUTCOME_UNKNOWN;
import static io.seedcore.pool.error.SinglePool.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.dev.fault.ScriptAnswer;
import io.seedcore.pool.dev.fault.ScriptMoment;
import io.seedcore.pool.dev.fault.ScriptServer;
import io.seedcore.pool.error.SinglePool.Outcome;
import io.seedcore.pool.event.ConnectError;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors that a healthy server does not send, or not when it is asked to, through the drivers as they are. */
@Tag("pools")
@Tag("errors")
class ScriptedErrorsTest {

    /** A driver, and the server it talks to. */
    enum Driver {
        POSTGRESQL("POSTGRES"),
        MYSQL("MYSQL"),
        MARIADB("MYSQL");

        private final String prefix;

        Driver(String prefix) {
            this.prefix = prefix;
        }

        ScriptServer server() throws IOException {
            return this == POSTGRESQL ? ScriptServer.postgresql() : ScriptServer.mysql();
        }

        String url(int port) {
            return "jdbc:" + name().toLowerCase(Locale.ROOT) + "://127.0.0.1:" + port + "/shop";
        }

        Map<String, String> settings(ScriptServer server) {
            return Map.of(prefix + "_URL", url(server.port()), prefix + "_USER", "u", prefix + "_PASSWORD", "p");
        }

        SinglePool pool(ScriptServer server) {
            Map<String, String> settings = settings(server);
            return this == POSTGRESQL ? SinglePool.postgresql(settings) : SinglePool.mysql(settings);
        }

        /** At the default settings. */
        PoolRegistry registry(ScriptServer server) {
            return PoolRegistry.of(settings(server));
        }

        String poolName() {
            return this == POSTGRESQL ? "postgresql" : "mysql";
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08P01 | FULL           | query_wait_timeout
            08P01 | CONNECTION     | server shutting down
            08P01 | CONNECTION     | admin forced disconnect
            08P01 | CONNECTION     | query_timeout
            08P01 | CONNECTION     | client_idle_timeout
            08P01 | CONNECTION     | idle transaction timeout
            57P01 | CONNECTION     | terminating connection due to administrator command
            57P02 | GENERATION     | terminating connection because of crash of another server process
            57P03 | UNAVAILABLE    | the database system is shutting down
            57P04 | GENERATION     | terminating connection due to conflict with recovery
            40001 | TRANSACTION    | terminating connection due to conflict with recovery
            42P01 | CONNECTION     | an error that no server calls fatal
            """)
    void errorThatEndsTheSession_evicts(String state, ErrorCategory category, String message) throws Exception {
        Outcome outcome = provoke(Driver.POSTGRESQL, statement("work"), fatal(state, 0, message));
        assertThat(outcome.failure().getSQLState()).isEqualTo(state);
        assertThat(outcome.error().category()).isEqualTo(category);
        assertThat(outcome.kept()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            55000 | CONFIGURATION | prepared transactions are disabled
            53200 | CONFIGURATION | maximum number of prepared transactions reached
            """)
    void errorThatIsToldByItsText_keepsTheConnection(String state, ErrorCategory category, String message)
            throws Exception {
        Outcome outcome = provoke(Driver.POSTGRESQL, statement("work"), error(state, 0, message));
        assertThat(outcome.error().category()).isEqualTo(category);
        assertThat(outcome.kept()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void connectionThatIsCutInAStatement_isReplaced(Driver driver) throws Exception {
        Outcome outcome = provoke(driver, statement("work"), hangUp());
        assertThat(outcome.error().category()).isEqualTo(CONNECTION);
        assertThat(outcome.kept()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void connectionThatIsCutInACommit_leavesTheOutcomeUnknown(Driver driver) throws Exception {
        Outcome outcome = provoke(driver, commit(), hangUp());
        DatabaseError error = DatabaseError.whileCommitting(outcome.failure());
        assertThat(error.category()).isEqualTo(OUTCOME_UNKNOWN);
        assertThat(error.isRetryable()).isFalse();
        assertThat(outcome.kept()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 40001, 0, TRANSACTION, true",
        "POSTGRESQL, 57014, 0, QUERY, true",
        "POSTGRESQL, 08007, 0, OUTCOME_UNKNOWN, false",
        "POSTGRESQL, 40003, 0, OUTCOME_UNKNOWN, false",
        "MYSQL, 40001, 1213, TRANSACTION, true",
        "MARIADB, 40001, 1213, TRANSACTION, true",
        "MYSQL, HY000, 1180, OUTCOME_UNKNOWN, true",
        "MARIADB, HY000, 1180, OUTCOME_UNKNOWN, true",
        "MYSQL, 08S01, 1053, OUTCOME_UNKNOWN, false",
        "MARIADB, 08S01, 1053, OUTCOME_UNKNOWN, false",
    })
    void errorInAnswerToCommit_isJudgedByTheTable(
            Driver driver, String state, int code, ErrorCategory category, boolean kept) throws Exception {
        Outcome outcome = provoke(driver, commit(), error(state, code, "scripted"));
        assertThat(DatabaseError.whileCommitting(outcome.failure()).category()).isEqualTo(category);
        assertThat(outcome.kept()).isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource
    void refusedRollback_evictsWhateverItsCode(Driver driver) throws Exception {
        Outcome outcome = provoke(driver, rollback(), error("42000", 1064, "scripted"));
        assertThat(outcome.kept()).isFalse();
    }

    /** A late cancel may meet what is put back between two borrowers. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 57014, 0", "MYSQL, 70100, 1317", "MARIADB, 70100, 1317"})
    void refusedPutBack_evictsWhateverItsCode(Driver driver, String state, int code) throws Exception {
        try (ScriptServer server = driver.server();
                SinglePool pool = driver.pool(server)) {
            long session = pool.session();
            try (Connection connection = pool.pool().getConnection()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                server.once(statement("ISOLATION LEVEL"), error(state, code, "cancelled"));
            }
            assertThat(pool.session()).isNotEqualTo(session);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            53300 | FULL           | SERVER_FULL      | sorry, too many clients already
            53300 | FULL           | SERVER_FULL      | remaining connection slots are reserved for non-replication superuser connections
            53300 | FULL           | SERVER_FULL      | remaining connection slots are reserved for roles with the SUPERUSER attribute
            53300 | FULL           | SERVER_FULL      | too many connections for role "u"
            53300 | FULL           | SERVER_FULL      | too many connections for database "shop"
            53100 | FULL           | SERVER_FULL      | could not extend file
            53200 | FULL           | SERVER_FULL      | out of memory
            57P03 | UNAVAILABLE    | UNREACHABLE      | the database system is starting up
            57P03 | UNAVAILABLE    | UNREACHABLE      | the database system is in recovery mode
            57P04 | GENERATION     | UNREACHABLE      | database "shop" was dropped
            57014 | CONNECTION     | UNREACHABLE      | canceling authentication due to timeout
            28P01 | AUTHENTICATION | AUTHENTICATION   | password authentication failed for user "u"
            28000 | AUTHENTICATION | AUTHENTICATION   | role "u" does not exist
            28000 | AUTHENTICATION | AUTHENTICATION   | no pg_hba.conf entry for host "127.0.0.1"
            3D000 | CONFIGURATION  | NO_SUCH_DATABASE | database "shop" does not exist
            08P01 | FULL           | SERVER_FULL      | no more connections allowed (max_client_conn)
            08P01 | FULL           | SERVER_FULL      | client connections exceeded (max_db_client_connections)
            08P01 | FULL           | SERVER_FULL      | client connections exceeded (max_user_client_connections)
            08P01 | FULL           | SERVER_FULL      | client_login_timeout (server down)
            08P01 | UNAVAILABLE    | UNREACHABLE      | server login has been failing, try again later (server_login_retry)
            08P01 | AUTHENTICATION | AUTHENTICATION   | no such user: u
            08P01 | AUTHENTICATION | AUTHENTICATION   | password authentication failed
            08P01 | AUTHENTICATION | AUTHENTICATION   | SASL authentication failed
            08P01 | AUTHENTICATION | AUTHENTICATION   | SSL required
            08P01 | CONFIGURATION  | OTHER            | unsupported startup parameter: extra_float_digits
            """)
    void refusalByPostgreSqlOrPgBouncer_isToldApart(
            String state, ErrorCategory category, ConnectError label, String message) throws Exception {
        for (ScriptMoment moment : new ScriptMoment[] {connect(), login()}) {
            checkRefusal(Driver.POSTGRESQL, moment, fatal(state, 0, message), category, label);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08004 | 1040 | FULL           | SERVER_FULL      | Too many connections
            HY000 | 1129 | AUTHENTICATION | AUTHENTICATION   | Host is blocked because of many connection errors
            HY000 | 1130 | AUTHENTICATION | AUTHENTICATION   | Host is not allowed to connect to this MySQL server
            """)
    void refusalBeforeTheGreeting_isToldApart(
            String state, int code, ErrorCategory category, ConnectError label, String message) throws Exception {
        checkRefusal(Driver.MYSQL, connect(), fatal(state, code, message), category, label);
        checkRefusal(Driver.MARIADB, connect(), fatal(state, code, message), category, label);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            28000 | 1045 | AUTHENTICATION | AUTHENTICATION   | Access denied for user
            28000 | 1698 | AUTHENTICATION | AUTHENTICATION   | Access denied for user
            42000 | 1044 | AUTHENTICATION | AUTHENTICATION   | Access denied for user to database
            08004 | 1251 | AUTHENTICATION | AUTHENTICATION   | Client does not support authentication protocol
            HY000 | 3118 | AUTHENTICATION | AUTHENTICATION   | Access denied. Account is locked.
            HY000 | 1862 | AUTHENTICATION | AUTHENTICATION   | Your password has expired.
            HY000 | 3159 | AUTHENTICATION | AUTHENTICATION   | Connections using insecure transport are prohibited
            42000 | 1049 | CONFIGURATION  | NO_SUCH_DATABASE | Unknown database
            42000 | 1203 | FULL           | SERVER_FULL      | more than 'max_user_connections' active connections
            42000 | 1226 | FULL           | SERVER_FULL      | exceeded the 'max_user_connections' resource
            HY000 | 1135 | FULL           | SERVER_FULL      | Can't create a new thread
            HY000 | 1041 | FULL           | SERVER_FULL      | Out of memory.
            08S01 | 1053 | GENERATION     | UNREACHABLE      | Server shutdown in progress
            """)
    void refusedLogin_isToldApart(String state, int code, ErrorCategory category, ConnectError label, String message)
            throws Exception {
        checkRefusal(Driver.MYSQL, login(), fatal(state, code, message), category, label);
        checkRefusal(Driver.MARIADB, login(), fatal(state, code, message), category, label);
    }

    @ParameterizedTest
    @EnumSource
    void connectionThatIsCutDuringTheLogin_isALostConnection(Driver driver) throws Exception {
        checkRefusal(driver, connect(), hangUp(), CONNECTION, ConnectError.UNREACHABLE);
        checkRefusal(driver, login(), hangUp(), CONNECTION, ConnectError.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource
    void serverThatIsNotThere_isUnreachable(Driver driver) {
        try (FaultProxy nobody = FaultProxy.before("127.0.0.1", 1)) {
            nobody.inflict(Fault.refuse());
            SQLException failure = refusal(driver.url(nobody.port()));
            assertThat(DatabaseError.whileConnecting(failure).category()).isEqualTo(CONNECTION);
            assertThat(ConnectError.of(failure)).isEqualTo(ConnectError.UNREACHABLE);
        }
    }

    @Test
    void serverWithoutTls_isRefusedWhereTlsIsRequired() throws Exception {
        try (ScriptServer server = ScriptServer.postgresql()) {
            SQLException failure = refusal(Driver.POSTGRESQL.url(server.port()) + "?sslmode=require");
            assertThat(DatabaseError.whileConnecting(failure).category()).isEqualTo(AUTHENTICATION);
        }
    }

    /** A transaction that meets {@code answer} at {@code moment}. */
    private static Outcome provoke(Driver driver, ScriptMoment moment, ScriptAnswer answer) throws Exception {
        try (ScriptServer server = driver.server();
                SinglePool pool = driver.pool(server)) {
            return pool.after(mine -> {
                mine.setAutoCommit(false);
                server.once(moment, answer);
                run(mine, "update work set done = 1");
                if (moment.equals(rollback())) {
                    mine.rollback();
                } else {
                    mine.commit();
                }
            });
        }
    }

    private static void checkRefusal(
            Driver driver, ScriptMoment moment, ScriptAnswer answer, ErrorCategory category, ConnectError label)
            throws IOException {
        try (ScriptServer server = driver.server()) {
            server.always(moment, answer);
            SQLException failure = refusal(driver.url(server.port()));
            assertThat(DatabaseError.whileConnecting(failure).category()).isEqualTo(category);
            assertThat(ConnectError.of(failure)).isEqualTo(label);
        }
    }

    private static SQLException refusal(String url) {
        return catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url, "u", "p"));
    }
}
