package io.seedcore.pool.error;

import static io.seedcore.pool.dev.fault.ScriptAnswer.fatal;
import static io.seedcore.pool.dev.fault.ScriptAnswer.hangUp;
import static io.seedcore.pool.dev.fault.ScriptMoment.statement;
import static io.seedcore.pool.error.SinglePool.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.fault.ScriptAnswer;
import io.seedcore.pool.dev.fault.ScriptServer;
import io.seedcore.pool.error.ScriptedErrorsTest.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a server went away under all its connections, one borrower learns of it, and spares the others. */
@Tag("pools")
@Tag("errors")
class LostGenerationTest {

    private static final int KEPT = 5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSTGRESQL | 57P02 | 0    | terminating connection because of crash of another server process
            POSTGRESQL | 57P04 | 0    | terminating connection due to conflict with recovery
            MYSQL      | 08S01 | 1053 | Server shutdown in progress
            MARIADB    | 08S01 | 1053 | Server shutdown in progress
            """)
    void serverThatSaysSo_failsOneBorrower(Driver driver, String state, int code, String message) throws Exception {
        checkThatOneFails(driver, fatal(state, code, message));
    }

    /** PostgreSQL that crashes says so in a warning alone, and ends the connection. */
    @ParameterizedTest
    @EnumSource
    void serverThatSaysNothing_failsOneBorrower(Driver driver) throws Exception {
        checkThatOneFails(driver, hangUp());
    }

    /** Each of the others was used a moment ago, so that it would be lent untested. */
    private static void checkThatOneFails(Driver driver, ScriptAnswer answer) throws Exception {
        try (ScriptServer server = driver.server();
                PoolRegistry registry = driver.registry(server)) {
            ConnectionPool pool = registry.connectionPool(driver.poolName());
            List<Connection> all = borrow(pool);
            for (Connection kept : all.subList(1, KEPT)) {
                run(kept, "select 1");
                kept.close();
            }
            server.once(statement("work"), answer);
            try (Connection failing = all.get(0)) {
                assertThatThrownBy(() -> run(failing, "update work set done = 1"))
                        .isInstanceOf(SQLException.class);
            }
            server.endSessions();
            for (Connection connection : borrow(pool)) {
                run(connection, "select 1");
                connection.close();
            }
            assertThat(pool.stats().created()).isEqualTo(2 * KEPT);
        }
    }

    private static List<Connection> borrow(ConnectionPool pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int borrower = 0; borrower < KEPT; borrower++) {
            all.add(pool.getConnection());
        }
        return all;
    }
}
