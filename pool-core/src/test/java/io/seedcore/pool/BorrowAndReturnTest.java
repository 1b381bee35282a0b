package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.spi.ServerSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a borrower gets, and what of it the next borrower sees. */
@Tag("pools")
class BorrowAndReturnTest {

    @ParameterizedTest
    @EnumSource
    void returnedConnection_isLentAgain(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            long first = session(pool, database);
            assertThat(session(pool, database)).isEqualTo(first);
            assertThat(pool.stats().created()).isOne();
            assertThat(pool.stats().checkedIn()).isOne();
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void secondClose_givesNobodyElsesConnectionBack(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection first = pool.getConnection();
            first.close();
            try (Connection second = pool.getConnection()) {
                first.close();
                assertThat(first.isClosed()).isTrue();
                assertThatThrownBy(first::createStatement).isInstanceOf(SQLException.class);
                assertThat(pool.stats().checkedOut()).isOne();
                assertThat(number(second, "select 1")).isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatWasNotCommitted_isRolledBackOnReturn(RelationalDatabases database) throws SQLException {
        String table = newTable(database);
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("insert into " + table + " values (1)");
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(number(connection, "select count(*) from " + table)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionWhoseRollbackFailed_isNotLentAgain(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of("POOL_PRE_PING", "false"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            long session = number(connection, database.sessionId);
            database.kill(session);
            assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);
            assertThat(session(pool, database)).isNotEqualTo(session);
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    /** Given back by the borrower, or rolled back by himself before. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void errorInARollback_connectionIsNotLentAgain(boolean byItself) throws SQLException {
        RelationalDatabases database = RelationalDatabases.POSTGRESQL;
        String table = newTable(database);
        try (PoolRegistry registry = database.registry(Map.of("POOL_PRE_PING", "false"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            long session = number(connection, database.sessionId);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into " + table + " values (1)");
            }
            try (ThrowingLog log = ThrowingLog.of(database)) {
                assertThatThrownBy(byItself ? connection::rollback : connection::close)
                        .isInstanceOf(SQLException.class)
                        .hasCause(log.error());
            }
            connection.close();
            assertThat(session(pool, database)).isNotEqualTo(session);
            assertThat(pool.stats().checkedOut()).isZero();
        }
        assertThat(database.number("select count(*) from " + table)).isZero();
    }

    @Test
    void errorWhilePuttingBack_connectionIsNotLentAgain() throws SQLException {
        RelationalDatabases database = RelationalDatabases.POSTGRESQL;
        try (PoolRegistry registry =
                database.registry(Map.of("POOL_PRE_PING", "false", "POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection connection = pool.getConnection();
            long session = number(connection, database.sessionId);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set app.x = 'a'");
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try (ThrowingLog log = ThrowingLog.of(database)) {
                connection.close();
                assertThat(log.hasThrown()).isTrue();
            }
            assertThat(session(pool, database)).isNotEqualTo(session);
            await().untilAsserted(() -> assertThat(pool.stats().closed()).containsEntry(CloseReason.INVALID, 1L));
            assertThat(pool.stats().invalid()).isZero();
        }
    }

    /** The driver tells the server which statements it no longer needs. */
    @Test
    void errorWhileStatementsAreClosed_givesTheRoomBack() throws SQLException {
        RelationalDatabases database = RelationalDatabases.MYSQL;
        DevDatabase server = database.shared();
        String url = "jdbc:mariadb://" + server.host() + ":" + server.port() + "/" + server.database()
                + "?useServerPrepStmts=true&cachePrepStmts=false";
        try (PoolRegistry registry = SessionServers.MARIADB_CONNECTOR.onlyOneConnection(Map.of("URL", url))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection connection = pool.getConnection();
            long session = number(connection, database.sessionId);
            PreparedStatement leftOpen = connection.prepareStatement("select 1");
            leftOpen.executeQuery().close();
            try (ThrowingLog log = ThrowingLog.of(database)) {
                assertThatThrownBy(connection::close).isSameAs(log.error());
            }
            assertThat(session(pool, database)).isNotEqualTo(session);
            await().untilAsserted(() -> assertThat(pool.stats().closed()).containsEntry(CloseReason.INVALID, 1L));
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void connectionThatRefusesToRollBack_isNotLentAgain() throws SQLException {
        RelationalDatabases database = RelationalDatabases.MYSQL;
        String table = newTable(database);
        try (PoolRegistry registry = database.registry(Map.of("POOL_PRE_PING", "false"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            long session = number(connection, database.sessionId);
            try (Statement statement = connection.createStatement()) {
                connection.commit();
                // The server takes no ROLLBACK within a branch, and says so with a code that HikariCP finds harmless.
                statement.execute("xa start 'left open'");
                statement.execute("insert into " + table + " values (1)");
            }
            assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);
            assertThat(session(pool, database)).isNotEqualTo(session);
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().closed()).containsEntry(CloseReason.INVALID, 1L);
        }
        assertThat(database.number("select count(*) from " + table)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void evictedAfterItsReturn_staysWithItsNextBorrower(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection before = pool.getConnection();
            long session = number(before, database.sessionId);
            before.close();
            try (Connection next = pool.getConnection()) {
                pool.evict(before);
                assertThat(number(next, database.sessionId)).isEqualTo(session);
                assertThat(next.unwrap(ServerSession.class).isGivenUp()).isFalse();
            }
            assertThat(session(pool, database)).isEqualTo(session);
        }
    }

    @ParameterizedTest
    @EnumSource
    void evictedConnection_isClosedOnReturn(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            long evicted;
            try (Connection connection = pool.getConnection()) {
                evicted = number(connection, database.sessionId);
                pool.evict(connection);
                assertThat(pool.stats().invalid()).isOne();
                assertThat(number(connection, "select 1"))
                        .as("usable until returned")
                        .isOne();
            }
            assertThat(session(pool, database)).isNotEqualTo(evicted);
            assertThat(pool.stats().closed()).containsEntry(CloseReason.INVALID, 1L);
            assertThat(pool.stats().invalid()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void poolHasOneUser(RelationalDatabases database) {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            assertThatThrownBy(() -> pool.getConnection("other", "x"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageStartingWith("SCP-207");
        }
    }

    @ParameterizedTest
    @EnumSource
    void statementThatTheServerDoesNotKnow_breaksNoConnection(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            long before = session(pool, database);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("selectt 1")).isInstanceOf(SQLException.class);
            }
            assertThat(session(pool, database)).isEqualTo(before);
        }
    }

    private static long session(ConnectionPool pool, RelationalDatabases database) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return number(connection, database.sessionId);
        }
    }

    private static String newTable(RelationalDatabases database) throws SQLException {
        String table = "t_" + Long.toHexString(System.nanoTime());
        database.execute("create table " + table + " (id int)");
        return table;
    }
}
