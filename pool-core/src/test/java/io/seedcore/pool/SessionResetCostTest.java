package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a clean session costs: nothing where it was not touched, else one round trip. */
@Tag("pools")
@Tag("sessions")
class SessionResetCostTest {

    private static final int ROUNDS = 3;

    @ParameterizedTest
    @EnumSource
    void untouchedSession_costsNothing(SessionServers server) throws Exception {
        assertThat(trips(server, Map.of(), "select 1")).isEqualTo(ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void touchedSession_costsOneRoundTrip(SessionServers server) throws Exception {
        String touching = server.isPostgres() ? "set app.x = 'a'" : "set @x = 'a'";
        assertThat(trips(server, Map.of(), touching)).isEqualTo(2 * ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void otherDatabase_costsNoMore(SessionServers server) throws Exception {
        String touching = server.isPostgres() ? "set search_path to elsewhere" : "use information_schema";
        assertThat(trips(server, Map.of(), touching)).isEqualTo(2 * ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void untouchedSession_costsOneRoundTripWhereAllAreReset(SessionServers server) throws Exception {
        assertThat(trips(server, Map.of("SESSION_RESET", "always"), "select 1")).isEqualTo(2 * ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void functionThatIsNotSeen_isUndoneWhereAllAreReset(SessionServers server) throws SQLException {
        String suffix = server.name().toLowerCase(Locale.ROOT);
        String hidden = "hidden_" + suffix;
        server.database.execute("drop function if exists " + hidden);
        server.database.execute(
                server.isPostgres()
                        ? "create function " + hidden + "() returns text language sql as"
                                + " 'select set_config(''app.hidden'', ''left'', false)'"
                        : "create function " + hidden + "() returns int no sql begin set @hidden = 1; return 1; end");
        String look = server.isPostgres() ? "select nullif(current_setting('app.hidden', true), '')" : "select @hidden";
        try (PoolRegistry registry = server.onlyOneConnection(Map.of("SESSION_RESET", "always"))) {
            new SessionTrace(
                            "hidden",
                            SessionTrace.run("select " + hidden + "()"),
                            connection -> SessionTrace.answer(connection, look))
                    .staysWithItsBorrower(registry.connectionPool(server.database.pool()), server.database.sessionId);
        }
    }

    private static int trips(SessionServers server, Map<String, String> more, String text) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("POOL_PRE_PING", "false");
        try (RoundTrips relay = RoundTrips.to(server.database.shared());
                PoolRegistry registry = server.onlyOneConnection("127.0.0.1", relay.port(), settings)) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            String session = borrow(pool, server, text);
            relay.sinceLast();
            for (int round = 0; round < ROUNDS; round++) {
                borrow(pool, text);
            }
            int trips = relay.sinceLast();
            assertThat(borrow(pool, server, text)).as("lent again").isEqualTo(session);
            return trips;
        }
    }

    private static void borrow(ConnectionPool pool, String text) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static String borrow(ConnectionPool pool, SessionServers server, String text) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            String session = text(connection, server.database.sessionId);
            statement.execute(text);
            return session;
        }
    }
}
