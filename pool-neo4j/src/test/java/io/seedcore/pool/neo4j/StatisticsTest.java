package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.event.CircuitState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** What a pool says of itself is what happens on its connections. */
@Tag("concurrency")
class StatisticsTest {

    private static final int SIZE = 5;

    @Test
    void unused_nothingIsOpen() {
        try (PoolRegistry registry = GraphDatabases.shared("NEO4J_POOL_SIZE", "7")) {
            assertThat(GraphDatabases.pool(registry).stats())
                    .isEqualTo(new PoolStats(7, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), CircuitState.CLOSED));
        }
    }

    @Test
    void everyConnectionLent_oneMoreWaits_allComeBack() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(SIZE + 1);
        try (PoolRegistry registry = GraphDatabases.shared("NEO4J_POOL_SIZE", Integer.toString(SIZE))) {
            GraphPool pool = GraphDatabases.pool(registry);
            CyclicBarrier allLent = new CyclicBarrier(SIZE + 1);
            CountDownLatch release = new CountDownLatch(1);
            List<Future<Object>> holders = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                holders.add(callers.submit(holder(pool, allLent, release)));
            }
            allLent.await(60, TimeUnit.SECONDS);
            Future<Long> waiting =
                    callers.submit(() -> pool.openSession().queryForObject(Long.class, "RETURN 1", Map.of()));

            await().atMost(Duration.ofSeconds(10)).until(() -> pool.stats().pending() == 1);
            PoolStats full = pool.stats();
            assertThat(full.checkedOut()).isEqualTo(SIZE);
            assertThat(full.checkedIn()).isZero();
            assertThat(full.overflow()).isZero();
            assertThat(full.created()).isEqualTo(SIZE);

            release.countDown();
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1L);
            for (Future<Object> holder : holders) {
                holder.get(30, TimeUnit.SECONDS);
            }
            PoolStats after = pool.stats();
            assertThat(after.checkedOut()).isZero();
            assertThat(after.pending()).isZero();
            assertThat(after.checkedIn()).isEqualTo(SIZE);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Callable<Object> holder(GraphPool pool, CyclicBarrier allLent, CountDownLatch release) {
        return () -> {
            try (Session session = pool.driver().session();
                    Transaction transaction = session.beginTransaction()) {
                transaction.run("RETURN 1").consume();
                allLent.await(60, TimeUnit.SECONDS);
                assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                transaction.commit();
            }
            return pool;
        };
    }

    @Test
    void load_neverAboveTheLimit_serverAgrees_nothingLeftLent() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try (PoolRegistry registry = GraphDatabases.shared("NEO4J_POOL_SIZE", Integer.toString(SIZE));
                PoolRegistry observers = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(registry);
            assertThat(pool.probe(Duration.ofSeconds(20)).up()).isTrue();
            long before = sessions(GraphDatabases.pool(observers));
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(callers.submit(() -> queries(pool)));
            }
            while (!results.stream().allMatch(Future::isDone)) {
                PoolStats now = pool.stats();
                assertThat(now.checkedOut()).isBetween(0, SIZE);
                assertThat(now.checkedIn()).isBetween(0, SIZE);
                assertThat(now.overflow()).isZero();
                assertThat(sessions(GraphDatabases.pool(observers)) - before).isLessThanOrEqualTo(SIZE);
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(50);
            }
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().timeouts()).isZero();
            assertThat(pool.stats().created()).isBetween(1L, (long) SIZE);
        } finally {
            callers.shutdownNow();
        }
    }

    private static int queries(GraphPool pool) {
        int done = 0;
        for (int i = 0; i < 50; i++) {
            done += pool.openSession().queryForObject(Long.class, "RETURN 1", Map.of()) == 1L ? 1 : 0;
        }
        return done;
    }

    /** Connections of any pool of ours, as the server counts them. */
    private static long sessions(GraphPool observer) {
        return observer.driver()
                .executableQuery("CALL dbms.listConnections() YIELD userAgent"
                        + " WHERE userAgent STARTS WITH 'seedcore-pool/' RETURN count(*) AS sessions")
                .execute()
                .records()
                .get(0)
                .get("sessions")
                .asLong();
    }
}
