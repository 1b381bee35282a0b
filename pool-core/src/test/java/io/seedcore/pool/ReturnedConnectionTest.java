package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static io.seedcore.pool.RelationalDatabases.text;
import static io.seedcore.pool.SessionTrace.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.event.CloseReason;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** That whoever has given a connection back has no way left to it, whatever was kept. */
@Tag("pools")
@Tag("sessions")
class ReturnedConnectionTest {

    @ParameterizedTest
    @EnumSource
    void whatWasKept_isOfNoUse(SessionServers server) throws SQLException {
        try (PoolRegistry registry = server.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            Connection kept = pool.getConnection();
            Statement statement = kept.createStatement();
            PreparedStatement prepared = kept.prepareStatement("select 1");
            ResultSet result = prepared.executeQuery();
            DatabaseMetaData metaData = kept.getMetaData();
            String session = text(kept, server.database.sessionId);
            kept.close();

            try (Connection next = pool.getConnection()) {
                assertThat(text(next, server.database.sessionId)).isEqualTo(session);
                List<ThrowingCallable> uses = List.of(
                        kept::createStatement,
                        () -> kept.prepareStatement("select 1"),
                        () -> kept.prepareCall("select 1"),
                        kept::getMetaData,
                        kept::commit,
                        kept::rollback,
                        () -> kept.setAutoCommit(false),
                        () -> kept.setSchema("x"),
                        () -> statement.execute("select 1"),
                        () -> statement.addBatch("select 1"),
                        statement::executeBatch,
                        () -> statement.setQueryTimeout(1),
                        prepared::executeQuery,
                        prepared::execute,
                        result::next,
                        () -> metaData.getTables(null, null, "x", null));
                for (ThrowingCallable use : uses) {
                    assertThatThrownBy(use).isInstanceOf(SQLException.class);
                }
                assertThatThrownBy(() -> statement.execute("select 1"))
                        .hasMessageStartingWith("SCP-221 " + server.database.pool());
                assertThat(kept.isClosed()).isTrue();
                assertThatCode(() -> {
                            result.close();
                            statement.close();
                            prepared.close();
                            kept.close();
                        })
                        .doesNotThrowAnyException();
                assertThat(next.getAutoCommit()).isTrue();
                assertThat(next.isClosed()).isFalse();
                assertThat(number(next, "select 1")).isOne();
                assertThat(pool.stats().checkedOut()).isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingLeadsBack_toWhatWasBorrowed(SessionServers server) throws SQLException {
        server.database.execute("drop procedure if exists does_nothing");
        server.database.execute(
                "create procedure does_nothing() " + (server.isPostgres() ? "language sql as ''" : "begin end"));
        try (PoolRegistry registry = server.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            Connection connection = pool.getConnection();
            try (Statement statement = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement("select 1");
                    CallableStatement call = connection.prepareCall("{call does_nothing()}");
                    ResultSet ofStatement = statement.executeQuery("select 1");
                    ResultSet ofPrepared = prepared.executeQuery();
                    ResultSet ofMetaData = connection.getMetaData().getTables(null, null, "no_such", null)) {
                assertThat(statement.getConnection()).isSameAs(connection);
                assertThat(prepared.getConnection()).isSameAs(connection);
                assertThat(call.getConnection()).isSameAs(connection);
                assertThat(ofStatement.getStatement()).isSameAs(statement);
                assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
                assertThat(ofPrepared.getStatement()).isSameAs(prepared);
                assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
                Statement ofDriver = ofMetaData.getStatement();
                if (ofDriver != null) {
                    assertThat(ofDriver.getConnection()).isSameAs(connection);
                }
                assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
                assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
                ofStatement.getStatement().getConnection().close();
            }
            connection.close();
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().created()).isOne();
            try (Connection next = pool.getConnection()) {
                assertThat(number(next, "select 1")).isOne();
            }
            assertThat(pool.stats().created()).as("nothing was unwrapped").isOne();
        }
    }

    @Test
    void arrayAndLargeObject_leadBackAndEnd() throws SQLException {
        try (PoolRegistry registry = SessionServers.POSTGRESQL.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            Array array;
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement("select ?::int[]")) {
                statement.setArray(1, connection.createArrayOf("int", new Object[] {1, 2}));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    array = row.getArray(1);
                    assertThat(array.getArray()).isEqualTo(new Integer[] {1, 2});
                    assertThat(((Array) row.getObject(1)).getBaseTypeName()).isEqualTo("int4");
                    assertThat(row.getObject(1, Array.class).toString()).isEqualTo("{1,2}");
                    try (ResultSet elements = array.getResultSet()) {
                        assertThat(elements.getStatement().getConnection()).isSameAs(connection);
                    }
                }
            }
            assertThatThrownBy(array::getResultSet)
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("SCP-221");
            assertThat(pool.stats().created()).isOne();
        }
    }

    @Test
    void refCursor_leadsBack() throws SQLException {
        try (PoolRegistry registry = SessionServers.POSTGRESQL.onlyOneConnection(Map.of());
                Connection connection = registry.connectionPool("postgresql").getConnection()) {
            connection.setAutoCommit(false);
            run("declare c cursor for select 1").on(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select 'c'::refcursor")) {
                row.next();
                try (ResultSet rows = (ResultSet) row.getObject(1)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getStatement().getConnection()).isSameAs(connection);
                }
            }
        }
    }

    @Test
    void objectOfTheDriver_isNotLentAgain() throws SQLException {
        try (PoolRegistry registry = SessionServers.POSTGRESQL.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            int unwrapped;
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
                unwrapped = connection.unwrap(PGConnection.class).getBackendPID();
            }
            int ofStatement;
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                ofStatement = (int) number(connection, "select pg_backend_pid()");
                assertThat(statement.unwrap(org.postgresql.PGStatement.class)).isNotNull();
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(number(connection, "select pg_backend_pid()")).isNotIn((long) unwrapped, (long) ofStatement);
            }
            assertThat(ofStatement).isNotEqualTo(unwrapped);
            assertThat(pool.stats().created()).isEqualTo(3);
        }
    }

    @Test
    void stateThatNoResetUndoes_endsWithItsSession() throws SQLException {
        try (PoolRegistry registry = SessionServers.POSTGRESQL.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            for (String text : List.of("select setseed(0.5)", "load 'plpgsql'")) {
                String session;
                try (Connection connection = pool.getConnection()) {
                    session = text(connection, "select pg_backend_pid()");
                    run(text).on(connection);
                }
                try (Connection connection = pool.getConnection()) {
                    assertThat(text(connection, "select pg_backend_pid()")).isNotEqualTo(session);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closedByManyThreads_isGivenBackOnce(SessionServers server) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (PoolRegistry registry = server.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            for (int round = 0; round < 200; round++) {
                Connection connection = pool.getConnection();
                CyclicBarrier together = new CyclicBarrier(4);
                List<Future<?>> closing = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    closing.add(threads.submit(() -> {
                        together.await(30, TimeUnit.SECONDS);
                        connection.close();
                        return null;
                    }));
                }
                for (Future<?> done : closing) {
                    done.get(30, TimeUnit.SECONDS);
                }
                try (Connection next = pool.getConnection()) {
                    connection.close();
                    assertThat(next.isClosed()).isFalse();
                    assertThat(pool.stats().checkedOut()).isOne();
                }
            }
            assertThat(pool.stats().created()).isOne();
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionThatCouldNotBeReset_isNotLentAgain(SessionServers server) throws SQLException {
        try (PoolRegistry registry = server.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            long session;
            Connection connection = pool.getConnection();
            session = number(connection, server.database.sessionId);
            run(server.isPostgres() ? "set app.x = 'a'" : "set @x = 'a'").on(connection);
            server.database.kill(session);
            try {
                connection.close();
            } catch (SQLException e) {
                assertThat((Throwable) e).hasMessageContaining("SCP-220");
            }
            try (Connection next = pool.getConnection()) {
                assertThat(number(next, server.database.sessionId)).isNotEqualTo(session);
            }
            await().untilAsserted(() -> assertThat(pool.stats().closed()).containsEntry(CloseReason.INVALID, 1L));
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void statementThatTheDriverKeeps_isNotSharedWithTheNextBorrower() throws SQLException {
        SessionServers server = SessionServers.CONNECTOR_J;
        DevDatabase address = server.database.shared();
        String url = "jdbc:mysql://" + address.host() + ":" + address.port() + "/" + address.database()
                + "?useServerPrepStmts=true&cachePrepStmts=true";
        try (PoolRegistry registry = server.onlyOneConnection(Map.of("URL", url))) {
            ConnectionPool pool = registry.connectionPool("mysql");
            PreparedStatement kept;
            try (Connection connection = pool.getConnection()) {
                kept = connection.prepareStatement("select 40 + ?");
                kept.setInt(1, 2);
                kept.executeQuery().close();
            }
            try (Connection connection = pool.getConnection();
                    PreparedStatement same = connection.prepareStatement("select 40 + ?")) {
                same.setInt(1, 1);
                assertThatThrownBy(() -> kept.setInt(1, 60)).hasMessageStartingWith("SCP-221");
                assertThatThrownBy(kept::executeQuery).hasMessageStartingWith("SCP-221");
                kept.close();
                try (ResultSet row = same.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(41);
                }
                run("set @x = 1").on(connection);
            }
            assertThat(pool.stats().created()).isOne();
            try (Connection connection = pool.getConnection();
                    PreparedStatement same = connection.prepareStatement("select 40 + ?")) {
                assertThat(pool.stats().created()).as("could not be reset").isEqualTo(2);
                same.setInt(1, 3);
                try (ResultSet row = same.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(43);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedStatements_workAfterAReset(SessionServers server) throws SQLException {
        try (PoolRegistry registry = server.onlyOneConnection(Map.of())) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            for (int round = 0; round < 12; round++) {
                try (Connection connection = pool.getConnection()) {
                    run(server.isPostgres() ? "set app.x = 'a'" : "set @x = 'a'")
                            .on(connection);
                    for (int time = 0; time < 7; time++) {
                        try (PreparedStatement statement = connection.prepareStatement("select 40 + ?")) {
                            statement.setInt(1, 2);
                            try (ResultSet row = statement.executeQuery()) {
                                row.next();
                                assertThat(row.getInt(1)).isEqualTo(42);
                            }
                        }
                    }
                }
            }
            assertThat(pool.stats().created()).isOne();
        }
    }
}
