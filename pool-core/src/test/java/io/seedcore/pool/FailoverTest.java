package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.PostgresStandby;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.spi.ServerSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A primary that dies, and a standby that is promoted in its place. Each case has servers of its own. */
@Tag("pools")
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class FailoverTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int WRITERS = 4;

    @Test
    void promotedStandby_takesTheWrites_andHasAllThatWereAcknowledged() throws Exception {
        try (DevDatabase primary = DevDatabases.start(DevDatabaseKind.POSTGRESQL)) {
            assumeTrue(PostgresStandby.mayFollow(primary), primary.description() + " cannot be followed");
            failOver(primary);
        }
    }

    /** A planned switch: the server that took the writes lives on, and so do all connections to it. */
    @ParameterizedTest
    @EnumSource
    void primaryThatTakesNoWritesAnyMore_failsOneBorrower(RelationalDatabases kind) throws SQLException {
        onTwoServers(kind, (pool, primary) -> {
            for (Connection connection : borrowAll(pool)) {
                write(connection);
                connection.close();
            }
            assertThat(pool.stats().checkedIn()).isEqualTo(WRITERS);
            refuseWrites(kind, primary);
            // PostgreSQL's sessions learn of it one after the other.
            await().atMost(LONG).until(() -> {
                try (Connection connection = pool.getConnection()) {
                    return isRefused(connection);
                }
            });
            for (Connection connection : borrowAll(pool)) {
                write(connection);
                connection.close();
            }
        });
    }

    /** The first to be refused has all others closed that there are; that each of them is refused too says nothing new. */
    @ParameterizedTest
    @EnumSource
    void connectionsFromBeforeTheSwitch_closeNoneThatWasOpenedSince(RelationalDatabases kind) throws SQLException {
        onTwoServers(kind, (pool, primary) -> {
            List<Connection> old = borrowAll(pool);
            refuseWrites(kind, primary);
            long opened = 0;
            for (Connection connection : old) {
                await().pollInSameThread().atMost(LONG).until(() -> isRefused(connection));
                connection.close();
                try (Connection since = pool.getConnection()) {
                    write(since);
                    long session = since.unwrap(ServerSession.class).id();
                    assertThat(session).isEqualTo(opened == 0 ? session : opened);
                    opened = session;
                }
            }
            assertThat(pool.stats().created()).isEqualTo(WRITERS + 1);
        });
    }

    private interface Use {
        void of(ConnectionPool pool, DevDatabase primary) throws SQLException;
    }

    /** A pool for two servers of which the first takes the writes, as a user that may not write where nobody else may. */
    private static void onTwoServers(RelationalDatabases kind, Use use) throws SQLException {
        DevDatabaseKind server = DevDatabaseKind.valueOf(kind.name());
        boolean postgres = kind == RelationalDatabases.POSTGRESQL;
        try (DevDatabase primary = DevDatabases.start(server);
                DevDatabase next = DevDatabases.start(server);
                PoolRegistry registry = PoolRegistry.of(kind.settings(
                        primary,
                        Map.of(
                                "HOST",
                                primary.host() + ":" + primary.port() + "," + next.host() + ":" + next.port(),
                                "USER",
                                "writer",
                                "PASSWORD",
                                "p",
                                "POOL_SIZE",
                                Integer.toString(WRITERS))))) {
            for (DevDatabase database : List.of(primary, next)) {
                execute(
                        database,
                        postgres ? "create role writer login password 'p'" : "create user writer identified by 'p'",
                        "create table written (id int)",
                        "grant insert on written to writer");
            }
            use.of(registry.connectionPool(kind.pool()), primary);
        }
    }

    private static void refuseWrites(RelationalDatabases kind, DevDatabase database) throws SQLException {
        if (kind == RelationalDatabases.POSTGRESQL) {
            execute(database, "alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        } else {
            execute(database, "set global read_only = on");
        }
    }

    private static boolean isRefused(Connection connection) {
        try {
            write(connection);
            return false;
        } catch (SQLException e) {
            assertThat(DatabaseError.of(e).category()).isEqualTo(ErrorCategory.ROUTE);
            return true;
        }
    }

    private static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into written values (1)");
        }
    }

    private static List<Connection> borrowAll(ConnectionPool pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            all.add(pool.getConnection());
        }
        return all;
    }

    private static void execute(DevDatabase database, String... sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static void failOver(DevDatabase primary) throws Exception {
        try (PostgresStandby standby = PostgresStandby.of(primary);
                PoolRegistry registry = PoolRegistry.of(RelationalDatabases.POSTGRESQL.settings(
                        primary,
                        Map.of(
                                "HOST",
                                primary.host() + ":" + primary.port() + "," + standby.host() + ":" + standby.port(),
                                "POOL_SIZE",
                                Integer.toString(WRITERS))))) {
            waitForTheStandbyOnEveryCommit(primary);
            try (AcknowledgedWrites writes = new AcknowledgedWrites(registry.connectionPool("postgresql"), WRITERS)) {
                writes.awaitMore();
                primary.kill();
                standby.promote();
                writes.awaitMore();
                writes.endAndCheck(standby.jdbcUrl(), primary.user(), primary.password());
            }
        }
    }

    private static void waitForTheStandbyOnEveryCommit(DevDatabase primary) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(primary.jdbcUrl(), primary.user(), primary.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set synchronous_standby_names = '*'");
            statement.execute("select pg_reload_conf()");
            String inStep = "select count(*) from pg_stat_replication where sync_state = 'sync'";
            await().atMost(LONG).until(() -> number(connection, inStep) == 1);
        }
    }
}
