package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.jakarta.app.Stores;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedApplication.class)
class AsyncDatabaseTest {

    private final SeApplication application;
    private final String id = UUID.randomUUID().toString();

    AsyncDatabaseTest(SeApplication application) {
        this.application = application;
    }

    private AsyncDatabase database(Server server) {
        return application.get(AsyncDatabase.class, server.qualifier());
    }

    private ConnectionPool pool(Server server) {
        return application.registry().connectionPool(server.database());
    }

    private void createTable(Server server) throws SQLException {
        try (Connection connection = source(server).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists pj_async(id varchar(60) primary key)");
        }
    }

    private DataSource source(Server server) {
        return application.get(DataSource.class, server.qualifier());
    }

    private static int insert(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into pj_async values (?)")) {
            insert.setString(1, id);
            return insert.executeUpdate();
        }
    }

    private boolean isStored(Server server) throws SQLException {
        try (Connection connection = source(server).getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from pj_async where id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static <T> T answer(CompletableFuture<T> stage) throws Exception {
        return stage.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void withConnection_worksOnAnotherThreadAndGivesTheConnectionBack(Server server) throws Exception {
        createTable(server);
        CompletableFuture<Thread> stage = database(server).withConnection(connection -> {
            assertThat(connection.getAutoCommit()).isTrue();
            insert(connection, id);
            assertThat(pool(server).stats().checkedOut()).isEqualTo(1);
            return Thread.currentThread();
        });

        assertThat(answer(stage)).isNotSameAs(Thread.currentThread());
        assertThat(pool(server).stats().checkedOut()).isZero();
        assertThat(isStored(server)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withConnection_ownTransaction_rolledBackWhereNotCommitted(Server server) throws Exception {
        createTable(server);
        answer(database(server).withConnection(connection -> {
            connection.setAutoCommit(false);
            insert(connection, id + "-committed");
            connection.commit();
            return insert(connection, id);
        }));

        assertThat(isStored(server)).isFalse();
        answer(database(server).withConnection(connection -> {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThatThrownBy(() -> insert(connection, id + "-committed")).isInstanceOf(SQLException.class);
            return "stored once";
        }));
    }

    @ParameterizedTest
    @EnumSource
    void withTransaction_committedWhenTheWorkReturns(Server server) throws Exception {
        createTable(server);
        answer(database(server).withTransaction(connection -> {
            assertThat(connection.getAutoCommit()).isFalse();
            assertThatThrownBy(connection::commit)
                    .hasMessageStartingWith("SCP-320 " + server.database() + ": commit is not allowed")
                    .hasMessageContaining("when the work returns");
            assertThat(connection
                            .createStatement()
                            .executeQuery("select 1")
                            .getStatement()
                            .getConnection())
                    .isSameAs(connection);
            return insert(connection, id);
        }));

        assertThat(isStored(server)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withTransaction_commitAsSql_refused(Server server) throws Exception {
        createTable(server);
        CompletableFuture<?> stage = database(server).withTransaction(connection -> {
            insert(connection, id);
            return connection.createStatement().execute("commit");
        });

        assertThatThrownBy(stage::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessageStartingWith("SCP-320 " + server.database() + ": the statement COMMIT")
                .hasMessageContaining("when the work returns");
        assertThat(isStored(server)).isFalse();
    }

    @Test
    void withTransaction_procedureThatCommits_toldThatPartMayBeStored() throws Exception {
        Server server = Server.MYSQL;
        createTable(server);
        try (Connection connection = source(server).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop procedure if exists pj_commits");
            statement.execute("create procedure pj_commits() commit");
        }
        CompletableFuture<?> returned = database(server).withTransaction(connection -> {
            insert(connection, id);
            return connection.createStatement().execute("call pj_commits()");
        });
        assertThatThrownBy(returned::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessageStartingWith("SCP-322 mysql")
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        assertThat(isStored(server)).isTrue();

        Exception failure = new Exception("changed my mind");
        CompletableFuture<?> thrown = database(server).withTransaction(connection -> {
            insert(connection, id + "-thrown");
            connection.createStatement().execute("call pj_commits()");
            throw failure;
        });
        assertThatThrownBy(thrown::join).hasCause(failure);
        assertThat(failure.getSuppressed())
                .extracting(Throwable::getMessage)
                .singleElement()
                .asString()
                .startsWith("SCP-322 mysql");
    }

    @ParameterizedTest
    @EnumSource
    void withTransaction_thrown_rolledBackAndToldAsItIs(Server server) throws Exception {
        createTable(server);
        Exception failure = new Exception("changed my mind");
        CompletableFuture<?> stage = database(server).withTransaction(connection -> {
            insert(connection, id);
            throw failure;
        });

        assertThatThrownBy(stage::join).isInstanceOf(CompletionException.class).hasCause(failure);
        assertThat(stage.handle((value, cause) -> cause).join()).isSameAs(failure);
        assertThat(isStored(server)).isFalse();
        assertThat(pool(server).stats().checkedOut()).isZero();
    }

    @Test
    void withTransaction_failedStatementSwallowed_reportedAndNothingStored() throws Exception {
        createTable(Server.POSTGRESQL);
        CompletableFuture<?> stage = database(Server.POSTGRESQL).withTransaction(connection -> {
            insert(connection, id);
            assertThatThrownBy(() -> insert(connection, id)).isInstanceOf(SQLException.class);
            return "swallowed";
        });

        assertThatThrownBy(stage::join)
                .cause()
                .isInstanceOf(SQLTransactionRollbackException.class)
                .hasMessageStartingWith("SCP-332 postgresql: ");
        assertThat(isStored(Server.POSTGRESQL)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void keptBeyondTheWork_refused(Server server) throws Exception {
        Connection kept = answer(database(server).withConnection(connection -> connection));
        Statement statement = answer(database(server).withConnection(Connection::createStatement));

        assertThat(kept.isClosed()).isTrue();
        assertThatThrownBy(kept::createStatement)
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("SCP-331 " + server.database() + ": ");
        assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void theCallersTransaction_isNotJoined() throws Exception {
        createTable(Server.POSTGRESQL);
        Stores stores = application.get(Stores.class);
        assertThatThrownBy(() -> stores.required(() -> {
                    answer(database(Server.POSTGRESQL).withConnection(connection -> insert(connection, id)));
                    throw new IllegalStateException("rolls the caller's transaction back");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(isStored(Server.POSTGRESQL)).isTrue();
    }
}
