package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.jakarta.app.Stores;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No way leads from what an application gets inside a transaction to a connection on which it could commit. */
@ExtendWith(SharedApplication.class)
class EverythingLeadsBackToTheHandleTest {

    private final SeApplication application;
    private final Stores stores;

    EverythingLeadsBackToTheHandleTest(SeApplication application, Stores stores) {
        this.application = application;
        this.stores = stores;
    }

    private interface Way {
        void check(Connection connection) throws SQLException;
    }

    private void inTransaction(Server server, Way way) throws Exception {
        DataSource source = application.get(DataSource.class, server.qualifier());
        stores.required(Work.of(() -> {
            try (Connection connection = source.getConnection()) {
                way.check(connection);
            }
        }));
    }

    private static void assertLeadsTo(Connection handle, Connection reached) {
        assertThat(reached).isSameAs(handle);
        assertThatThrownBy(reached::commit).isInstanceOf(SQLException.class).hasMessageStartingWith("SCP-320 ");
    }

    private static void assertLeadsTo(Connection handle, Statement statement, ResultSet result) throws SQLException {
        assertThat(result.getStatement()).isSameAs(statement);
        assertLeadsTo(handle, result.getStatement().getConnection());
        assertLeadsTo(handle, result.unwrap(ResultSet.class).getStatement().getConnection());
    }

    /** The driver itself made the statement of this result, if there is one. */
    private static void assertLeadsTo(Connection handle, ResultSet result) throws SQLException {
        Statement statement = result.getStatement();
        if (statement != null) {
            assertLeadsTo(handle, statement.getConnection());
        }
    }

    @ParameterizedTest
    @EnumSource
    void statements(Server server) throws Exception {
        inTransaction(server, connection -> {
            try (Statement plain = connection.createStatement();
                    Statement scrolling =
                            connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    PreparedStatement prepared = connection.prepareStatement("select 1");
                    CallableStatement call = connection.prepareCall("select 1")) {
                for (Statement statement : new Statement[] {plain, scrolling, prepared, call}) {
                    assertLeadsTo(connection, statement.getConnection());
                    assertLeadsTo(connection, statement.unwrap(Statement.class).getConnection());
                }
                assertLeadsTo(
                        connection, prepared.unwrap(PreparedStatement.class).getConnection());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void results(Server server) throws Exception {
        inTransaction(server, connection -> {
            try (Statement plain = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement("select 1")) {
                assertLeadsTo(connection, plain, plain.executeQuery("select 1"));
                assertLeadsTo(connection, prepared, prepared.executeQuery());
                assertThat(plain.execute("select 1")).isTrue();
                assertLeadsTo(connection, plain, Objects.requireNonNull(plain.getResultSet()));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void generatedKeys(Server server) throws Exception {
        String number = server == Server.POSTGRESQL ? "id serial" : "id int auto_increment";
        inTransaction(server, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temporary table pj_numbered(" + number + " primary key, n int)");
                statement.executeUpdate("insert into pj_numbered(n) values (1)", Statement.RETURN_GENERATED_KEYS);
                ResultSet keys = statement.getGeneratedKeys();
                assertThat(keys.next()).isTrue();
                assertLeadsTo(connection, statement, keys);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void metadata(Server server) throws Exception {
        inTransaction(server, connection -> {
            DatabaseMetaData metadata = connection.getMetaData();
            assertLeadsTo(connection, metadata.getConnection());
            assertLeadsTo(connection, metadata.unwrap(DatabaseMetaData.class).getConnection());
            assertLeadsTo(connection, metadata.getTables(null, null, "pj_person", null));
            assertLeadsTo(connection, metadata.getTypeInfo());
            assertLeadsTo(connection, metadata.getSchemas());
        });
    }

    /** MySQL's driver has no statement there. */
    @Test
    void statementsBehindMetadataOfPostgreSql_endNoTransaction() throws Exception {
        inTransaction(Server.POSTGRESQL, connection -> {
            Statement behind = connection.getMetaData().getTypeInfo().getStatement();
            assertThatThrownBy(() -> behind.execute("commit")).hasMessageStartingWith("SCP-320 postgresql: ");
        });
    }

    /** MySQL has none. */
    @Test
    void arraysOfPostgreSql() throws Exception {
        inTransaction(Server.POSTGRESQL, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select array[1, 2]")) {
                row.next();
                Array array = row.getArray(1);
                assertLeadsTo(connection, array.getResultSet());
                assertLeadsTo(connection, ((Array) row.getObject(1)).getResultSet());
                assertLeadsTo(
                        connection,
                        connection.createArrayOf("int4", new Object[] {1}).getResultSet());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionItself(Server server) throws Exception {
        inTransaction(server, connection -> {
            assertLeadsTo(connection, connection.unwrap(Connection.class));
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
        });
    }
}
