package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.dev.DevDatabase;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every driver reads and writes through our socket, also below encryption. */
@Tag("pools")
class WatchedSocketTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(20);

    private final ExecutorService borrower = Executors.newSingleThreadExecutor();

    @AfterEach
    void endBorrower() {
        borrower.shutdownNow();
    }

    static Stream<Arguments> plainAndEncrypted() {
        return Stream.of(
                Arguments.of(Drivers.PGJDBC, "disable"),
                Arguments.of(Drivers.CONNECTOR_J, "disable"),
                Arguments.of(Drivers.CONNECTOR_J, "require"),
                Arguments.of(Drivers.MARIADB, "disable"),
                Arguments.of(Drivers.MARIADB, "require"));
    }

    private static OpenedConnection open(Drivers driver, String sslMode) throws SQLException {
        DevDatabase database = driver.shared();
        Vendor vendor = driver.at(Drivers.address(database), database, Map.of("SSL_MODE", sslMode));
        return vendor.open(
                driver.settings(
                                Drivers.address(database),
                                database.database(),
                                database.user(),
                                database.password(),
                                Map.of())
                        .target()
                        .address(),
                FAR_ABOVE);
    }

    @ParameterizedTest
    @EnumSource
    void lostPath_isLookedForByTheSystem(Drivers driver) throws Exception {
        OpenedConnection opened = open(driver, "disable");
        try (Connection connection = opened.connection()) {
            assertThat(connection.isClosed()).isFalse();
            Socket socket = (Socket) opened.socket();
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assumeTrue(
                    socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE),
                    "this system sets no times for it");
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("plainAndEncrypted")
    void waitForAnAnswer_isSeen(Drivers driver, String sslMode) throws Exception {
        OpenedConnection opened = open(driver, sslMode);
        try (Connection connection = opened.connection();
                Statement statement = connection.createStatement()) {
            assertThat(opened.socket().isWaiting()).isFalse();
            assertThat(opened.socket().silentNanos()).isZero();

            Future<Boolean> query = borrower.submit(() -> statement.execute(sleep(driver, 3)));
            await().atMost(FAR_ABOVE).until(opened.socket()::isWaiting);
            long since = opened.socket().waitingSince();
            await().atMost(FAR_ABOVE).until(() -> opened.socket().silentNanos() > TimeUnit.MILLISECONDS.toNanos(300));
            assertThat(opened.socket().waitingSince()).isEqualTo(since);
            assertThat(opened.socket().waiter()).isNotNull().isNotSameAs(Thread.currentThread());

            query.get();
            assertThat(opened.socket().isWaiting()).isFalse();
            assertThat(opened.socket().waiter()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("plainAndEncrypted")
    void abort_releasesWhoeverWaits(Drivers driver, String sslMode) throws Exception {
        OpenedConnection opened = open(driver, sslMode);
        try (Connection connection = opened.connection();
                Statement statement = connection.createStatement()) {
            Future<Boolean> query = borrower.submit(() -> statement.execute(sleep(driver, 600)));
            await().atMost(FAR_ABOVE).until(() -> opened.socket().silentNanos() > TimeUnit.MILLISECONDS.toNanos(100));
            opened.socket().abort();
            assertThatThrownBy(() -> query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).startsWith("08"));
            assertThat(connection.isClosed()).isTrue();
        } finally {
            endSession(driver, opened.serverSession());
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverSession_isTheServersNumber(Drivers driver) throws Exception {
        OpenedConnection opened = open(driver, "disable");
        try (Connection connection = opened.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        driver == Drivers.PGJDBC ? "select pg_backend_pid()" : "select connection_id()")) {
            row.next();
            assertThat(opened.serverSession()).isEqualTo(row.getLong(1));
        }
    }

    private static String sleep(Drivers driver, int seconds) {
        return driver == Drivers.PGJDBC ? "select pg_sleep(" + seconds + ")" : "select sleep(" + seconds + ")";
    }

    private static void endSession(Drivers driver, long session) throws SQLException {
        OpenedConnection opened = open(driver, "disable");
        try (Connection connection = opened.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    driver == Drivers.PGJDBC ? "select pg_terminate_backend(" + session + ")" : "kill " + session);
        }
    }
}
