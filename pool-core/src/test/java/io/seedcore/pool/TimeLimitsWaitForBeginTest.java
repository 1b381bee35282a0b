package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.spi.ServerSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL's driver sends BEGIN together with the first statement of a transaction. A cancellation that hits BEGIN would
 * leave that statement outside any transaction, so one that may be cancelled is not on its way before BEGIN is answered.
 */
@Tag("transactions")
class TimeLimitsWaitForBeginTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DevDatabase server = DevDatabases.shared().postgresql();
    private final FaultProxy proxy = FaultProxy.before(server);
    private final PoolRegistry registry = PoolRegistry.of(settings());
    private final OpenTransaction transaction = registry.transactions().begin(Duration.ZERO);

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(server.environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        settings.put("POSTGRES_HOST", proxy.host());
        settings.put("POSTGRES_PORT", String.valueOf(proxy.port()));
        return settings;
    }

    @AfterEach
    void end() {
        proxy.heal();
        transaction.release();
        registry.close();
        proxy.close();
    }

    /** What the server has got of the first statement, while nothing that it answers arrives. */
    private String sentBeforeAnyAnswer(int limitSeconds) throws Exception {
        try (Connection connection = transaction.connection("postgresql");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(limitSeconds);
            long session = connection.unwrap(ServerSession.class).id();
            proxy.inflictOnOpen(Fault.blackHole(Direction.TO_CLIENT));
            CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> execute(statement));
            await().atMost(PATIENCE).until(() -> lookAt(session, "state").equals("idle in transaction"));
            String sent = lookAt(session, "query");
            proxy.heal();
            assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return sent;
        }
    }

    private static boolean execute(Statement statement) {
        try {
            return statement.execute("select 'the first'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String lookAt(long session, String column) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select " + column + " from pg_stat_activity where pid = " + session)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void withALimit_beginIsAnsweredFirst() throws Exception {
        assertThat(sentBeforeAnyAnswer(60)).isEqualTo("select 1");
    }

    @Test
    void withoutOne_noRoundTripMore() throws Exception {
        assertThat(sentBeforeAnyAnswer(0)).isEqualTo("select 'the first'");
    }
}
