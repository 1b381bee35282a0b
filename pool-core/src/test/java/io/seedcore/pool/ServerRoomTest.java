package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server says how many connections it admits and who has them, as far as its user may know. */
@Tag("pools")
class ServerRoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ServerRoom NOT_CONNECTED = new ServerRoom.Unknown("not connected");

    private static ServerRoom.Known known(ConnectionPool pool) {
        assertThat(pool.probe(PATIENCE).up()).isTrue();
        ServerRoom room = pool.serverRoom(PATIENCE);
        assertThat(room).isInstanceOf(ServerRoom.Known.class);
        return (ServerRoom.Known) room;
    }

    @ParameterizedTest
    @EnumSource
    void fullPool_isCountedOverTheConnectionOutsideIt(RelationalDatabases kind) throws SQLException {
        try (PoolRegistry registry = kind.registry(Map.of("POOL_SIZE", "2", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                assertThat(List.of(one, other))
                        .allSatisfy(lent -> assertThat(lent.isClosed()).isFalse());

                ServerRoom.Known room = known(pool);

                assertThat(room.limit()).isEqualTo("max_connections");
                assertThat(room.most()).isEqualTo((int) kind.number(
                        kind == RelationalDatabases.POSTGRESQL
                                ? "select current_setting('max_connections')"
                                : "select @@max_connections"));
                assertThat(room.mine()).isEqualTo(3);
                assertThat(room.own().connections()).isGreaterThanOrEqualTo(3);
                assertThat(room.connections()).isLessThan(room.most());
                assertThat(room.server()).isEqualTo(known(pool).server()).isNotEmpty();
            }
        }
    }

    @Test
    void anyUserOfPostgres_seesWhoTheOthersAre() throws SQLException {
        RelationalDatabases.POSTGRESQL.execute("create role curious login password 'curious'");
        DevDatabase database = RelationalDatabases.POSTGRESQL.shared();
        try (PoolRegistry registry =
                        RelationalDatabases.POSTGRESQL.registry(Map.of("USER", "curious", "PASSWORD", "curious"));
                Connection report = DriverManager.getConnection(
                        database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "ApplicationName=report",
                        database.user(),
                        database.password())) {
            assertThat(report.isValid(20)).isTrue();

            ServerRoom.Known room = known(registry.connectionPool("postgresql"));

            assertThat(room.own()).isEqualTo(new Client("curious", "seedcore-pool", 1));
            assertThat(room.others()).contains(new Client(database.user(), "report", 1));
            assertThat(room.reserved()).isEqualTo(3);
        } finally {
            RelationalDatabases.POSTGRESQL.execute("drop role curious");
        }
    }

    @Test
    void userOfMySqlWithoutRights_seesHowManyTheOthersAre() throws SQLException {
        RelationalDatabases.MYSQL.execute("create user curious identified by 'curious'");
        RelationalDatabases.MYSQL.execute(
                "grant select on `" + RelationalDatabases.MYSQL.shared().database() + "`.* to curious");
        try (PoolRegistry registry =
                        RelationalDatabases.MYSQL.registry(Map.of("USER", "curious", "PASSWORD", "curious"));
                Connection report = RelationalDatabases.MYSQL.direct()) {
            assertThat(report.isValid(20)).isTrue();

            ServerRoom.Known room = known(registry.connectionPool("mysql"));

            assertThat(room.own()).isEqualTo(new Client("curious", "", 1));
            assertThat(room.others()).singleElement().satisfies(unseen -> {
                assertThat(unseen.user()).isEmpty();
                assertThat(unseen.connections()).isPositive();
            });
        } finally {
            RelationalDatabases.MYSQL.execute("drop user curious");
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverThatIsNotThere_isNotConnectedTo(RelationalDatabases kind) throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (PoolRegistry registry = kind.registry(Map.of("PORT", String.valueOf(port)))) {
            ConnectionPool pool = registry.connectionPool(kind.pool());
            assertThat(pool.serverRoom(PATIENCE)).isEqualTo(NOT_CONNECTED);
            assertThat(pool.probe(PATIENCE).up()).isFalse();

            assertThat(pool.serverRoom(PATIENCE)).isEqualTo(NOT_CONNECTED);
        }
    }

    @Test
    void serverThatRefusesToSay_keepsTheConnectionThatAsked() throws SQLException {
        RelationalDatabases server = RelationalDatabases.POSTGRESQL;
        String database = server.newDatabase();
        server.execute("create role refused login password 'refused'");
        try (PoolRegistry administrator = server.registry(Map.of("DB", database));
                PoolRegistry registry =
                        server.registry(Map.of("DB", database, "USER", "refused", "PASSWORD", "refused"))) {
            try (Connection connection =
                            administrator.connectionPool("postgresql").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("revoke select on pg_catalog.pg_stat_activity from public");
            }
            ConnectionPool pool = registry.connectionPool("postgresql");
            assertThat(pool.probe(PATIENCE).up()).isTrue();
            long asked = server.number(sessionOf("refused"));

            assertThat(pool.serverRoom(PATIENCE))
                    .isInstanceOfSatisfying(
                            ServerRoom.Unknown.class,
                            unknown -> assertThat(unknown.why()).contains("SQLState 42501"));

            assertThat(pool.probe(PATIENCE).up()).isTrue();
            assertThat(server.number(sessionOf("refused"))).isEqualTo(asked);
        } finally {
            server.execute("drop database " + database + " with (force)");
            server.execute("drop role refused");
        }
    }

    @Test
    void connectionThatBroke_isReplacedByTheNextProbe() throws SQLException {
        RelationalDatabases server = RelationalDatabases.POSTGRESQL;
        server.execute("create role cut login password 'cut'");
        try (PoolRegistry registry = server.registry(Map.of("USER", "cut", "PASSWORD", "cut"))) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            assertThat(known(pool).own().connections()).isEqualTo(1);
            server.kill(server.number(sessionOf("cut")));

            assertThat(pool.serverRoom(PATIENCE))
                    .isInstanceOfSatisfying(
                            ServerRoom.Unknown.class,
                            unknown -> assertThat(unknown.why()).contains("SQLState"));

            assertThat(known(pool).own().connections()).isEqualTo(1);
        } finally {
            server.execute("drop role cut");
        }
    }

    private static String sessionOf(String user) {
        return "select pid from pg_stat_activity where usename = '" + user + "'";
    }

    @Test
    void behindAPooler_theServersLimitIsNotThePools() {
        try (PoolRegistry registry = RelationalDatabases.POSTGRESQL.registry(Map.of("PGBOUNCER", "transaction"))) {
            assertThat(registry.connectionPool("postgresql").serverRoom(PATIENCE))
                    .isInstanceOfSatisfying(
                            ServerRoom.Unknown.class,
                            unknown -> assertThat(unknown.why()).contains("max_client_conn"));
        }
    }
}
