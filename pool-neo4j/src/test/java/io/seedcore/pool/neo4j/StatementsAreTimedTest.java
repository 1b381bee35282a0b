package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.QueryKind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
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
