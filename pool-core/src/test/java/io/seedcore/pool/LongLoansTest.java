package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.event.PoolListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are not given back: reported, taken back on request, and closed as they come when limits shrink. */
@Tag("pools")
class LongLoansTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void loanLongerThanTheThreshold_isReportedOnceWithItsBorrower(RelationalDatabases database) throws SQLException {
        List<Duration> leaks = new CopyOnWriteArrayList<>();
        try (CapturedLog log = new CapturedLog("io.seedcore.pool.internal");
                PoolRegistry registry = database.registry(Map.of("LEAK_THRESHOLD", "50ms"))) {
            registry.addListener(new PoolListener() {
                @Override
                public void connectionLeaked(String pool, Duration held) {
                    leaks.add(held);
                }
            });
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection forgotten = borrowAndForget(pool);
            await().atMost(LONG).until(() -> !leaks.isEmpty());
            assertThat(leaks.get(0)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            // The log is told after the listeners.
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(log.messages(Level.WARNING))
                            .anyMatch(message -> message.startsWith(
                                    "SCP-213 " + database.pool() + ": a connection has been lent for")));
            assertThat(log.text()).contains("LongLoansTest.borrowAndForget");
            Connection other = pool.getConnection();
            await().atMost(LONG).until(() -> leaks.size() == 2);
            assertThat(pool.stats().leaks()).isEqualTo(2);
            other.close();
            forgotten.close();
        }
    }

    private static Connection borrowAndForget(ConnectionPool pool) throws SQLException {
        return pool.getConnection();
    }

    @ParameterizedTest
    @EnumSource
    void reclaimedConnection_makesRoomForOthersAndIsOfNoUseToItsBorrower(RelationalDatabases database)
            throws SQLException {
        try (PoolRegistry registry =
                database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0", "POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            Connection leaked = pool.getConnection();
            long session = number(leaked, database.sessionId);
            assertThat(pool.reclaim(Duration.ofHours(1))).isZero();
            assertThat(pool.reclaim(Duration.ZERO)).isOne();
            assertThat(leaked.isClosed()).isTrue();
            assertThatThrownBy(() -> number(leaked, "select 1")).isInstanceOf(SQLException.class);
            try (Connection next = pool.getConnection()) {
                assertThat(number(next, database.sessionId)).isNotEqualTo(session);
                leaked.close();
                assertThat(pool.stats().checkedOut()).isOne();
            }
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void smallerPool_closesWhatIsIdleAndWhatComesBack(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry =
                database.registry(Map.of("POOL_SIZE", "4", "MAX_OVERFLOW", "0", "POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            List<Connection> all =
                    List.of(pool.getConnection(), pool.getConnection(), pool.getConnection(), pool.getConnection());
            all.get(0).close();
            all.get(1).close();
            pool.resize(1, 0);
            await().atMost(LONG)
                    .until(() -> pool.stats().checkedIn() + pool.stats().checkedOut() == 2);
            all.get(2).close();
            all.get(3).close();
            await().atMost(LONG).until(() -> pool.stats().checkedIn() == 1);
            assertThat(pool.stats().size()).isOne();
            pool.resize(2, 1);
            List<Connection> three = List.of(pool.getConnection(), pool.getConnection(), pool.getConnection());
            assertThat(pool.tryGetConnection()).isEmpty();
            for (Connection connection : three) {
                connection.close();
            }
            assertThatThrownBy(() -> pool.resize(0, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
