package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.event.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A closed pool lets running work finish, takes no more, and still answers questions about itself. */
@Tag("pools")
class CloseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void closed_everyUseIsRefused_questionsAreAnswered() {
        PoolRegistry registry = GraphDatabases.shared();
        GraphPool pool = GraphDatabases.pool(registry);
        pool.warmUp();
        assertThat(pool.probe(PATIENCE).up()).isTrue();
        registry.close();

        List<ThrowingCallable> uses = List.of(
                pool::driver,
                pool::sessionFactory,
                pool::openSession,
                pool::warmUp,
                () -> pool.mapEntities(EntityMapping.of()));
        uses.forEach(use -> assertThatThrownBy(use)
                .isInstanceOf(PoolException.class)
                .hasMessageStartingWith("SCP-203 neo4j: the pool is closed"));
        ProbeResult probe = pool.probe(PATIENCE);
        assertThat(probe.up()).isFalse();
        assertThat(probe.error()).isEqualTo("the pool is closed");
        assertThat(pool.stats().created()).isEqualTo(1);
        assertThat(pool.stats().checkedIn()).isZero();
        assertThat(pool.stats().closed()).containsOnlyKeys(CloseReason.SHUTDOWN);
        pool.close();
    }

    @Test
    void workRunning_closeWaitsForIt() {
        PoolRegistry registry = GraphDatabases.shared();
        GraphPool pool = GraphDatabases.pool(registry);
        CompletableFuture<Void> closing;
        try (Session session = pool.driver().session();
                Transaction transaction = session.beginTransaction()) {
            assertThat(transaction.run("RETURN 1").consume()).isNotNull();
            closing = CompletableFuture.runAsync(registry::close);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(pool::openSession).isInstanceOf(PoolException.class));

            assertThat(closing).isNotDone();
            assertThat(transaction.run("RETURN 2 AS n").single().get("n").asInt())
                    .isEqualTo(2);
            transaction.commit();
        }
        assertThat(closing).succeedsWithin(PATIENCE);
        assertThat(pool.stats().checkedOut()).isZero();
    }

    @Test
    void workThatDoesNotEnd_closedAfterTheDrainTimeout() {
        PoolRegistry registry = GraphDatabases.shared("NEO4J_DRAIN_TIMEOUT", "200ms");
        GraphPool pool = GraphDatabases.pool(registry);
        Session session = pool.driver().session();
        Transaction transaction = session.beginTransaction();
        assertThat(transaction.run("RETURN 1").consume()).isNotNull();

        assertThat(CompletableFuture.runAsync(registry::close)).succeedsWithin(PATIENCE);
        assertThatThrownBy(() -> transaction.run("RETURN 2").consume()).isInstanceOf(RuntimeException.class);
    }
}
