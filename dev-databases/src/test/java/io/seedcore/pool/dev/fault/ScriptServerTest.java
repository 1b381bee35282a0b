package io.seedcore.pool.dev.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptServerTest {

    enum Protocol {
        POSTGRESQL("select pg_backend_pid()"),
        MYSQL("select connection_id()");

        private final String sessionQuery;

        Protocol(String sessionQuery) {
            this.sessionQuery = sessionQuery;
        }

        ScriptServer start() throws IOException {
            return this == POSTGRESQL ? ScriptServer.postgresql() : ScriptServer.mysql();
        }

        Connection connect(ScriptServer server) throws SQLException {
            String scheme = this == POSTGRESQL ? "postgresql" : "mysql";
            return DriverManager.getConnection("jdbc:" + scheme + "://127.0.0.1:" + server.port() + "/any", "u", "p");
        }

        void reset(Connection connection) throws SQLException {
            if (this == POSTGRESQL) {
                connection.createStatement().execute("discard all");
            } else {
                connection.unwrap(JdbcConnection.class).resetServerState();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAScript_everythingSucceeds(Protocol protocol) throws Exception {
        try (ScriptServer server = protocol.start();
                Connection first = protocol.connect(server);
                Connection second = protocol.connect(server)) {
            first.setAutoCommit(false);
            first.createStatement().execute("update anything set value = 1");
            first.rollback();
            first.createStatement().execute("update anything set value = 2");
            first.commit();
            assertThat(first.isValid(5)).isTrue();
            assertThat(session(first, protocol)).isNotEqualTo(session(second, protocol));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorForOnce_isForgotten(Protocol protocol) throws Exception {
        try (ScriptServer server = protocol.start();
                Connection connection = protocol.connect(server);
                Statement statement = connection.createStatement()) {
            server.once(ScriptMoment.statement("broken"), ScriptAnswer.error("42000", 1064, "as scripted"));
            statement.execute("update fine");
            assertThatThrownBy(() -> statement.execute("update broken")).hasMessageContaining("as scripted");
            statement.execute("update broken");
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorForGood_lastsUntilRecovery(Protocol protocol) throws Exception {
        try (ScriptServer server = protocol.start()) {
            server.always(ScriptMoment.login(), ScriptAnswer.fatal("28000", 1045, "as scripted"));
            for (int tries = 0; tries < 3; tries++) {
                assertThatThrownBy(() -> protocol.connect(server)).hasMessageContaining("as scripted");
            }
            server.recover();
            try (Connection connection = protocol.connect(server)) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void reset_isAMomentOfItsOwn(Protocol protocol) throws Exception {
        try (ScriptServer server = protocol.start();
                Connection connection = protocol.connect(server)) {
            protocol.reset(connection);
            server.once(ScriptMoment.reset(), ScriptAnswer.hangUp());
            assertThatThrownBy(() -> protocol.reset(connection)).isInstanceOf(SQLException.class);
        }
    }

    private static long session(Connection connection, Protocol protocol) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(protocol.sessionQuery)) {
            row.next();
            return row.getLong(1);
        }
    }
}
