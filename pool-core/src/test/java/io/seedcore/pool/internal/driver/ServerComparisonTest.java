package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.dev.DevDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings that do not fit the server are noticed over the first connection, and hinder nobody. */
@Tag("pools")
class ServerComparisonTest {

    private static final ServerFacts ROOMY =
            new ServerFacts(null, "wait_timeout", Duration.ZERO, 1000, 3, -1, Duration.ZERO, true);

    @ParameterizedTest
    @EnumSource
    void settingsThatFit_areNotMentioned(Drivers driver) throws SQLException {
        DevDatabase database = driver.shared();
        Vendor vendor = driver.at(Drivers.address(database), database, Map.of("STATEMENT_TIMEOUT", "7"));
        open(vendor).close();
        assertThat(vendor.serverWarnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void poolLargerThanTheServer_isNoticedOnce(Drivers driver) throws SQLException {
        DevDatabase database = driver.shared();
        Vendor vendor = driver.at(Drivers.address(database), database, Map.of("POOL_SIZE", "500"));
        try (CapturedLog log = new CapturedLog("io.seedcore.pool.internal.driver")) {
            open(vendor).close();
            open(vendor).close();
            assertThat(log.messages(Level.WARNING)).hasSize(1);
        }
        assertThat(vendor.serverWarnings()).singleElement().asString().contains("max_connections 200");
    }

    @Test
    void limitsOfARole_areNoticed() throws SQLException {
        DevDatabase database = Drivers.PGJDBC.shared();
        Vendor administrator = Drivers.PGJDBC.at(Drivers.address(database), database, Map.of());
        execute(
                administrator,
                "create role limited login password 'limited' connection limit 3",
                "alter role limited set idle_session_timeout = '60s'");
        Vendor vendor = Vendor.of(Drivers.PGJDBC.settings(
                Drivers.address(database), database.database(), "limited", "limited", Map.of()));
        try {
            open(vendor).close();
            assertThat(vendor.serverWarnings())
                    .hasSize(2)
                    .anyMatch(warning -> warning.contains("admits 3 for this user"))
                    .anyMatch(warning ->
                            warning.contains("POSTGRES_POOL_RECYCLE (1800 s)") && warning.contains("(60 s)"));
        } finally {
            execute(administrator, "drop role limited");
        }
    }

    @Test
    void limitsOfAUser_areNoticed() throws SQLException {
        DevDatabase database = Drivers.CONNECTOR_J.shared();
        Vendor administrator = Drivers.CONNECTOR_J.at(Drivers.address(database), database, Map.of());
        execute(
                administrator,
                "create user limited identified by 'limited' with max_user_connections 3",
                "grant all on *.* to limited");
        Vendor vendor = Vendor.of(Drivers.CONNECTOR_J.settings(
                Drivers.address(database), database.database(), "limited", "limited", Map.of("POOL_RECYCLE", "-1")));
        try {
            open(vendor).close();
            assertThat(vendor.serverWarnings())
                    .hasSize(2)
                    .anyMatch(warning -> warning.contains("admits 3 for this user"))
                    .anyMatch(warning ->
                            warning.contains("MYSQL_POOL_RECYCLE (never)") && warning.contains("wait_timeout"));
        } finally {
            execute(administrator, "drop user limited");
        }
    }

    @Test
    void everyFinding_namesBothValues() {
        assertThat(compare(
                        new ServerFacts(
                                "MySQL 5.7.44", "wait_timeout", Duration.ZERO, 1000, 3, -1, Duration.ZERO, true),
                        "db",
                        Map.of()))
                .containsExactly("MySQL 5.7.44 is older than the versions this library is tested with. Upgrade it.");
        assertThat(compare(ROOMY, "db", Map.of("STATEMENT_TIMEOUT", "5")))
                .singleElement()
                .asString()
                .contains("MYSQL_STATEMENT_TIMEOUT (5 s) is not in force");
        ServerFacts plain = new ServerFacts(null, "wait_timeout", Duration.ZERO, 1000, 3, -1, Duration.ZERO, false);
        assertThat(compare(plain, "db", Map.of())).singleElement().asString().contains("not encrypted");
        assertThat(compare(plain, "127.0.0.1", Map.of())).isEmpty();
        assertThat(compare(ROOMY, "db", Map.of("MAX_OVERFLOW", "-1"))).isEmpty();
    }

    private static List<String> compare(ServerFacts facts, String host, Map<String, String> settings) {
        return ServerComparison.of(Drivers.CONNECTOR_J.settings(host, "shop", "app", "x", settings), facts);
    }

    private static Connection open(Vendor vendor) throws SQLException {
        return vendor.open(vendor.settings().target().address(), Duration.ofSeconds(20))
                .connection();
    }

    private static void execute(Vendor vendor, String... sql) throws SQLException {
        try (Connection connection = open(vendor);
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }
}
