package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.RecentError;
import io.seedcore.pool.activity.SlowQuery;
import io.seedcore.pool.event.EngineType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.ClientException;

@Tag("metrics")
class StatementsAreTimedTest {

    private static DurationCounts durations(GraphPool pool, QueryKind kind) {
        return Objects.requireNonNull(pool.queries().get(kind));
    }

    private static long count(GraphPool pool, QueryKind kind) {
        return durations(pool, kind).count();
    }

    @Test
    void statementsOfSessionsAndTransactions_areCountedByTheirKind() {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(registry);
            assertThat(pool.queries()).containsOnlyKeys(QueryKind.CYPHER_READ, QueryKind.CYPHER_WRITE);
            assertThat(count(pool, QueryKind.CYPHER_READ)).isZero();

            try (Session session = pool.driver().session()) {
                session.run("RETURN 1").consume();
                try (Transaction transaction = session.beginTransaction()) {
                    transaction.run("CREATE (n:Timed) RETURN n").consume();
                    transaction.rollback();
                }
                assertThatThrownBy(() -> session.run("MATCH (n) RETURN nothing").consume())
                        .isInstanceOf(ClientException.class);
            }
            assertThat(pool.openSession().queryForObject(Long.class, "RETURN 2", Map.of()))
                    .isEqualTo(2);

            assertThat(count(pool, QueryKind.CYPHER_READ)).isEqualTo(3);
            assertThat(count(pool, QueryKind.CYPHER_WRITE)).isEqualTo(1);
            assertThat(durations(pool, QueryKind.CYPHER_WRITE).sum()).isPositive();
        }
    }

    @Test
    void statementsOfAsynchronousSessionsAndTransactions_countAsSuch() throws Exception {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(registry);
            try (Session session = pool.driver().session()) {
                session.run("RETURN 1").consume();
            }
            AsyncSession session = pool.openAsyncSession();
            session.runAsync("RETURN 2")
                    .thenCompose(ResultCursor::consumeAsync)
                    .thenCompose(first -> session.executeReadAsync(
                            transaction -> transaction.runAsync("RETURN 3").thenCompose(ResultCursor::consumeAsync)))
                    .thenCompose(second -> session.closeAsync())
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);

            assertThat(Objects.requireNonNull(pool.queries(EngineType.SYNC).get(QueryKind.CYPHER_READ))
                            .count())
                    .isEqualTo(1);
            assertThat(Objects.requireNonNull(pool.queries(EngineType.ASYNC).get(QueryKind.CYPHER_READ))
                            .count())
                    .isEqualTo(2);
            assertThat(count(pool, QueryKind.CYPHER_READ)).isEqualTo(3);
        }
    }

    @Test
    void failedStatement_isAmongTheErrorsWithTheServersCode() {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(registry);
            try (Session session = pool.driver().session()) {
                assertThatThrownBy(() -> session.run("MATCH (n) RETURN nothing").consume())
                        .isInstanceOf(ClientException.class);
            }
            RecentError error = pool.activity().errors().get(0);
            assertThat(error.type()).isEqualTo("query");
            assertThat(error.code()).isEqualTo("Neo.ClientError.Statement.SyntaxError");
        }
    }

    @Test
    void slowStatement_isShownByItsShape() {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(registry);
            try (Session session = pool.driver().session()) {
                session.run("UNWIND range(1, 100000) AS n WITH sum(n * 1.5) AS total RETURN total, 'secret'")
                        .consume();
            }
            assertThat(pool.activity().slowest())
                    .extracting(SlowQuery::shape)
                    .containsExactly("UNWIND range(?) AS n WITH sum(n * ?) AS total RETURN total, ?");
        }
    }

    @Test
    void probe_isNotCounted() {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(registry);
            assertThat(pool.probe(Duration.ofSeconds(20)).up()).isTrue();
            assertThat(count(pool, QueryKind.CYPHER_READ)).isZero();
        }
    }

    @Test
    void switchedOff_nothingIsTimed() {
        try (PoolRegistry registry = GraphDatabases.shared("SEEDCORE_QUERY_METRICS", "off")) {
            GraphPool pool = GraphDatabases.pool(registry);
            try (Session session = pool.driver().session()) {
                session.run("RETURN 1").consume();
            }
            assertThat(pool.queries()).isEmpty();
        }
    }
}
