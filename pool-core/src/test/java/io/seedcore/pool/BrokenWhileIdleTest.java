package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that the server ended while nobody had them cost no caller anything, and the log says once what was found. */
@Tag("pools")
class BrokenWhileIdleTest {

    private static final int SIZE = 4;

    @ParameterizedTest
    @EnumSource
    void callersGetOthers_andTheLogNamesTheReasonOnce(RelationalDatabases kind) throws SQLException {
        try (CapturedLog log = new CapturedLog("io.seedcore.pool.internal", "com.zaxxer.hikari");
                PoolRegistry registry = kind.registry(
                        Map.of("POOL_SIZE", Integer.toString(SIZE), "MAX_OVERFLOW", "0", "POOL_PRE_PING", "always"))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            for (Connection connection : borrowAll(pool)) {
                long session = number(connection, kind.sessionId);
                connection.close();
                kind.kill(session);
            }

            for (Connection connection : borrowAll(pool)) {
                assertThat(number(connection, "select 1")).isOne();
                connection.close();
            }

            assertThat(pool.stats().created()).isEqualTo(2 * SIZE);
            assertThat(log.messages(Level.WARNING))
                    .filteredOn(message -> message.contains(" " + kind.pool() + ": a connection, opened"))
                    .singleElement()
                    .asString()
                    .startsWith("SCP-215 ")
                    .contains("was found broken when it was tested before it was lent")
                    .endsWith("_POOL_RECYCLE below its limit.");
            assertThat(log.messages(Level.WARNING))
                    .noneMatch(message -> message.startsWith(kind.pool() + " - Failed to validate"));
        }
    }

    private static List<Connection> borrowAll(ConnectionPool pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        while (all.size() < SIZE) {
            all.add(pool.getConnection());
        }
        return all;
    }
}
