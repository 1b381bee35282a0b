package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The very first connection of a pool breaks in the midst of what is asked over it before it is lent. */
@Tag("pools")
class BrokenFirstConnectionTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void firstConnectionThatBreaks_spoilsNoOther(RelationalDatabases database) throws Exception {
        long bytes = bytesUntilLent(database);
        for (long missing : new long[] {1, 5, 20, 60}) {
            try (FaultProxy proxy = FaultProxy.before(database.shared());
                    PoolRegistry registry = behind(proxy, database)) {
                ConnectionPool pool = registry.connectionPool(database.pool());
                proxy.inflict(Fault.cutAfter(bytes - missing, Direction.TO_CLIENT));
                assertThatThrownBy(() -> selects(pool)).isInstanceOf(SQLException.class);
                assertThat(proxy.traffic().accepted())
                        .as("connects until the caller is told")
                        .isOne();
                proxy.heal();
                await().atMost(FAR_ABOVE)
                        .ignoreExceptionsInstanceOf(SQLException.class)
                        .until(() -> selects(pool));
            }
        }
    }

    private static long bytesUntilLent(RelationalDatabases database) throws SQLException {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = behind(proxy, database);
                Connection first = registry.connectionPool(database.pool()).getConnection()) {
            assertThat(first.isClosed()).isFalse();
            return proxy.traffic().bytesToClient();
        }
    }

    private static PoolRegistry behind(FaultProxy proxy, RelationalDatabases database) {
        return database.registry(Map.of("HOST", proxy.host(), "PORT", Integer.toString(proxy.port())));
    }

    private static boolean selects(ConnectionPool pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return number(connection, "select 1") == 1;
        }
    }
}
