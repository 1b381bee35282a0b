package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seedcore.pool.config.DatabaseAddress;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list of hosts: the one that takes writes is used, and what is wrong with the others is said. */
@Tag("pools")
class HostListTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Map<DevDatabaseKind, DevDatabase> SECOND = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        SECOND.values().forEach(DevDatabase::close);
    }

    /** The user of the first server exists on the second one too. */
    private static DevDatabase second(Drivers driver) {
        return SECOND.computeIfAbsent(driver.kind(), kind -> {
            DevDatabase started = DevDatabases.start(kind);
            DevDatabase first = driver.shared();
            execute(
                    started,
                    started.password(),
                    driver == Drivers.PGJDBC
                            ? "alter role seedcore password '" + first.password() + "'"
                            : "alter user seedcore identified by '" + first.password() + "'");
            return started;
        });
    }

    @ParameterizedTest
    @EnumSource
    void readOnlyHost_isPassedOver(Drivers driver) throws SQLException {
        DevDatabase readOnly = second(driver);
        makeReadOnly(driver, readOnly, true);
        Vendor vendor = driver.at(
                Drivers.address(readOnly) + "," + Drivers.address(driver.shared()), driver.shared(), Map.of());
        for (int times = 0; times < 2; times++) {
            assertThat(port(driver, vendor)).isEqualTo(driver.shared().port());
        }
    }

    @ParameterizedTest
    @EnumSource
    void listWithoutAWritableHost_isRefusedSayingWhyOfEach(Drivers driver) throws Exception {
        DevDatabase readOnly = second(driver);
        makeReadOnly(driver, readOnly, true);
        try (FaultProxy nobody = FaultProxy.before(driver.shared())) {
            nobody.inflict(Fault.refuse());
            Vendor vendor = driver.at(address(nobody) + "," + Drivers.address(readOnly), driver.shared(), Map.of());
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> vendor.open(address(vendor), LONGEST));
            assertThat(failure.getSQLState()).isEqualTo("08001");
            assertThat((Throwable) failure)
                    .hasMessageStartingWith("SCP-131 ")
                    .hasMessageContaining("none of the 2 hosts takes writes (host 1: connection, SQLState 08")
                    .hasMessageContaining("host 2: read")
                    .hasMessageNotContaining("127.0.0.1")
                    .hasMessageNotContaining("seedcore");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostThatTookWritesLast_isTriedFirst(Drivers driver) throws Exception {
        DevDatabase other = second(driver);
        makeReadOnly(driver, other, false);
        try (FaultProxy first = FaultProxy.before(driver.shared())) {
            first.inflict(Fault.refuse());
            Vendor vendor = driver.at(address(first) + "," + Drivers.address(other), driver.shared(), Map.of());
            assertThat(port(driver, vendor)).isEqualTo(other.port());
            first.heal();
            for (int times = 0; times < 5; times++) {
                assertThat(port(driver, vendor)).isEqualTo(other.port());
            }
            assertThat(first.traffic().accepted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void passwordThatOneHostRefuses_isNotTriedOnTheOthers(Drivers driver) throws IOException {
        DevDatabase first = driver.shared();
        try (ServerSocket never = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Vendor vendor = Vendor.of(driver.settings(
                    Drivers.address(first) + ",127.0.0.1:" + never.getLocalPort(),
                    first.database(),
                    first.user(),
                    "wrong",
                    Map.of()));
            assertThatThrownBy(() -> vendor.open(address(vendor), LONGEST))
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining("SCP-131");
            never.setSoTimeout(1);
            assertThatThrownBy(never::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String address(FaultProxy proxy) {
        return proxy.host() + ":" + proxy.port();
    }

    private static DatabaseAddress address(Vendor vendor) {
        return vendor.settings().target().address();
    }

    private static int port(Drivers driver, Vendor vendor) throws SQLException {
        try (Connection connection = vendor.open(address(vendor), LONGEST).connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        driver == Drivers.PGJDBC ? "select inet_server_port()" : "select @@port")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void makeReadOnly(Drivers driver, DevDatabase database, boolean readOnly) {
        String password = driver.shared().password();
        if (driver == Drivers.PGJDBC) {
            execute(
                    database,
                    password,
                    "set default_transaction_read_only = off",
                    "alter role seedcore set default_transaction_read_only = " + readOnly);
        } else {
            execute(database, password, "set global read_only = " + readOnly);
        }
    }

    private static void execute(DevDatabase database, String password, String... sql) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), password);
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
