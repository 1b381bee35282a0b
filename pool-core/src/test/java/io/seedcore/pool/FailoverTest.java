package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.PostgresStandby;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A primary that dies, and a standby that is promoted in its place. */
@Tag("pools")
@Tag("faults")
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
