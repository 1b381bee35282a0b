package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static io.seedcore.pool.RelationalDatabases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.event.CloseReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That settings of a session reach the server. */
@Tag("pools")
class SessionSettingsTest {

    @ParameterizedTest
    @EnumSource
    void statementTimeout_endsALongStatementAndKeepsTheConnection(RelationalDatabases database) throws SQLException {
        String slow = database == RelationalDatabases.POSTGRESQL
                ? "select pg_sleep(20)"
                : "select count(*) from information_schema.columns a, information_schema.columns b, "
                        + "information_schema.columns c";
        try (PoolRegistry registry = database.registry(Map.of("STATEMENT_TIMEOUT", "200ms"))) {
            try (Connection connection =
                            registry.connectionPool(database.pool()).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(slow)).isInstanceOf(SQLException.class);
                assertThat(number(connection, "select 1")).isOne();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"off, true", "transaction, false"})
    void pgBouncer_getsNoNamedStatements(String mode, boolean named) throws SQLException {
        RelationalDatabases database = RelationalDatabases.POSTGRESQL;
        try (PoolRegistry registry = database.registry(Map.of("PGBOUNCER", mode));
                Connection connection = registry.connectionPool(database.pool()).getConnection()) {
            for (int time = 0; time < 10; time++) {
                try (PreparedStatement statement = connection.prepareStatement("select ?::int")) {
                    statement.setInt(1, time);
                    statement.executeQuery();
                }
            }
            assertThat(number(connection, "select count(*) from pg_prepared_statements") > 0)
                    .isEqualTo(named);
        }
    }

    @Test
    void sessionsOfPostgres_carryOurName() throws SQLException {
        RelationalDatabases database = RelationalDatabases.POSTGRESQL;
        try (PoolRegistry registry = database.registry(Map.of());
                Connection connection = registry.connectionPool(database.pool()).getConnection()) {
            assertThat(text(connection, "show application_name")).isEqualTo("seedcore-pool");
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionOlderThanTheRecycleTime_isReplaced(RelationalDatabases database) {
        try (PoolRegistry registry = database.registry(Map.of("POOL_RECYCLE", "1"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            await().untilAsserted(() -> {
                pool.getConnection().close();
                assertThat(pool.stats().closed()).containsKey(CloseReason.RECYCLE);
            });
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void furtherDatabase_isConfiguredByItsOwnPrefix(RelationalDatabases database) throws SQLException {
        Map<String, String> settings = Map.of(
                "SEEDCORE_DATABASES", "reporting",
                "REPORTING_URL", database.shared().jdbcUrl(),
                "REPORTING_USER", database.shared().user(),
                "REPORTING_PASSWORD", database.shared().password(),
                "REPORTING_POOL_SIZE", "3");
        try (PoolRegistry registry = PoolRegistry.of(settings);
                Connection connection = registry.connectionPool("reporting").getConnection()) {
            assertThat(number(connection, "select 1")).isOne();
            assertThat(registry.pool("reporting").stats().size()).isEqualTo(3);
            assertThat(registry.pool("reporting").kind().defaultName()).isEqualTo(database.pool());
        }
    }
}
