package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.atomic.spi.ConnectionParticipant;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.atomic.spi.RelationalDatabase;
import io.seedcore.pool.event.EngineType;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("metrics")
class StatementsAreTimedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static Map<QueryKind, Long> counts(Pool pool) {
        Map<QueryKind, Long> counts = new EnumMap<>(QueryKind.class);
        pool.queries().forEach((kind, durations) -> counts.put(kind, durations.count()));
        return counts;
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfItsDatabase_isThereFromTheStart(RelationalDatabases database) {
        try (PoolRegistry registry = database.registry(Map.of())) {
            assertThat(counts(registry.pool(database.pool())))
                    .containsOnlyKeys(Arrays.stream(QueryKind.values())
                            .filter(kind -> kind != QueryKind.CYPHER_READ && kind != QueryKind.CYPHER_WRITE)
                            .toArray(QueryKind[]::new))
                    .allSatisfy((kind, count) -> assertThat(count).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource
    void statementsOfEachSort_areCountedByTheirKind(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create temporary table timed (id int)");
                statement.executeUpdate("insert into timed values (1)");
                statement.executeLargeUpdate("update timed set id = 2", Statement.NO_GENERATED_KEYS);
                statement.executeQuery("select id from timed").close();
                statement.addBatch("delete from timed where id = 8");
                statement.addBatch("delete from timed where id = 9");
                statement.executeBatch();
                try (PreparedStatement prepared = connection.prepareStatement("select id from timed where id = ?")) {
                    prepared.setInt(1, 2);
                    prepared.executeQuery().close();
                    prepared.execute();
                }
                assertThatThrownBy(() -> statement.execute("select nothing from nowhere"))
                        .isInstanceOf(SQLException.class);
            }
            assertThat(counts(pool))
                    .containsEntry(QueryKind.DDL, 1L)
                    .containsEntry(QueryKind.INSERT, 1L)
                    .containsEntry(QueryKind.UPDATE, 1L)
                    .containsEntry(QueryKind.DELETE, 1L)
                    .containsEntry(QueryKind.SELECT, 4L)
                    .containsEntry(QueryKind.OTHER, 0L);
        }
    }

    /** One connection for all of them: it is not the connection that tells them apart. */
    @ParameterizedTest
    @EnumSource
    void statements_countForWhoBorrowed_andOnceInTheWhole(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection()) {
                select(connection);
            }
            try (Connection connection =
                    pool.getConnectionAsync(Duration.ofMinutes(1)).get(1, TimeUnit.MINUTES)) {
                select(connection);
                RelationalDatabase transactions = (RelationalDatabase) ((AtomicPool) pool).atomic();
                ConnectionParticipant transaction = transactions.begin(
                        connection, new Joining(Optional.empty(), 0, false, false, false, Duration.ZERO));
                select(transaction.handle(Connection.class).orElseThrow());
                transaction.rollback();
                try (PreparedStatement prepared = connection.prepareStatement("select 1")) {
                    prepared.execute();
                }
            }
            try (Connection connection = pool.getConnection()) {
                select(connection);
            }
            assertThat(pool.queries(EngineType.SYNC).get(QueryKind.SELECT))
                    .extracting(DurationCounts::count)
                    .isEqualTo(2L);
            assertThat(pool.queries(EngineType.ASYNC).get(QueryKind.SELECT))
                    .extracting(DurationCounts::count)
                    .isEqualTo(3L);
            assertThat(counts(pool)).containsEntry(QueryKind.SELECT, 5L);
        }
    }

    private static void select(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatThePoolAsksByItself_isNotCounted(RelationalDatabases database) throws SQLException {
        Map<String, String> settings = Map.of("POOL_PRE_PING", "always", "SESSION_RESET", "always", "POOL_SIZE", "1");
        try (PoolRegistry registry = database.registry(settings)) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            pool.getConnection().close();
            pool.getConnection().close();
            assertThat(pool.probe(Duration.ofSeconds(10)).up()).isTrue();
            assertThat(counts(pool).values()).allMatch(count -> count == 0);
        }
    }

    /** Beginning on the server included, which PostgreSQL does with a statement. */
    @ParameterizedTest
    @EnumSource
    void whatEndsATransaction_isNotCountedAmongItsStatements(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            RelationalDatabase transactions = (RelationalDatabase) ((AtomicPool) pool).atomic();
            String store = transactions.check(PATIENCE).storeId().orElseThrow();
            TransactionId id = TransactionId.create(TransactionId.realmOf("timed"), List.of(store));
            for (boolean prepare : new boolean[] {true, false}) {
                Participant transaction =
                        transactions.begin(new Joining(Optional.of(id), 0, true, prepare, true, Duration.ZERO));
                select(transaction.handle(Connection.class).orElseThrow());
                assertThat(transaction.hasWritten()).isFalse();
                transaction.freeze();
                if (prepare) {
                    transaction.prepare(id);
                    transaction.rollbackPrepared();
                } else {
                    transaction.mark(id, store, List.of());
                    transaction.rollback();
                }
                transaction.release();
            }
            assertThat(counts(pool)).containsEntry(QueryKind.SELECT, 2L);
            assertThat(counts(pool).values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL") // MySQL would have to have a procedure
    void call_isACall(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection();
                    CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setInt(2, -3);
                call.execute();
                assertThat(call.getInt(1)).isEqualTo(3);
            }
            assertThat(counts(pool)).containsEntry(QueryKind.CALL, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeOfTheServer_isInTheSumAndInTheRightBucket(RelationalDatabases database) throws SQLException {
        String waiting = database == RelationalDatabases.POSTGRESQL ? "select pg_sleep(0.06)" : "select sleep(0.06)";
        try (PoolRegistry registry = database.registry(Map.of())) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(waiting);
            }
            DurationCounts select = Objects.requireNonNull(pool.queries().get(QueryKind.SELECT));
            assertThat(select.sum()).isBetween(Duration.ofMillis(60), Duration.ofSeconds(30));
            assertThat(select.counts().subList(0, 5)).containsOnly(0L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void switchedOff_nothingIsTimed(RelationalDatabases database) throws SQLException {
        try (PoolRegistry registry = PoolRegistry.of(off(database))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
            assertThat(pool.queries()).isEmpty();
        }
    }

    private static Map<String, String> off(RelationalDatabases database) {
        Map<String, String> settings = new HashMap<>(database.settings(Map.of()));
        settings.put("SEEDCORE_QUERY_METRICS", "off");
        return settings;
    }
}
