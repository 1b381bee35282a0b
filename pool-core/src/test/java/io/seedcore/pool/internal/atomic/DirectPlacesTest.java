package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many commits at once whose answer is lost: each has to ask over a connection beside the pool. */
@Tag("transactions")
class DirectPlacesTest {

    private static final int COMMITS = 50;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** The control connection, and the one that asks what the database grants. */
    private static final int OTHERS = 2;

    /** Cuts the lines of the pool when all are about to decide, so that each commit is made and none hears of it. */
    private static final class Cutting implements Witness {

        private final CyclicBarrier together;
        private final IntSupplier openNow;
        private final AtomicInteger mostOpen = new AtomicInteger();

        /** @param openNow how many direct connections there are */
        Cutting(int commits, Runnable cut, IntSupplier openNow) {
            this.together = new CyclicBarrier(commits, cut);
            this.openNow = openNow;
        }

        @Override
        public void before(Request request) {
            if (request instanceof Request.CommitLast) {
                try {
                    together.await(LONG.toSeconds(), TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("not all came to their decision", e);
                }
            }
        }

        @Override
        public Answer after(Request request, Answer answer) {
            mostOpen.accumulateAndGet(openNow.getAsInt(), Math::max);
            return answer;
        }
    }

    private static FaultProxy beforePostgres() {
        return FaultProxy.before(DevDatabases.shared().postgresql());
    }

    /** Of which PostgreSQL decides, with a line for the pool and one for what is beside it. */
    private static TwoDatabases databases(FaultProxy pool, FaultProxy beside) throws Exception {
        DevDatabase postgres = DevDatabases.shared().postgresql();
        String size = String.valueOf(COMMITS);
        return new TwoDatabases(
                "postgresql",
                Map.of(
                        "POSTGRES_HOST", pool.host(),
                        "POSTGRES_PORT", String.valueOf(pool.port()),
                        "POSTGRES_RECOVERY_URL",
                                postgres.jdbcUrl()
                                        .replaceFirst("//[^/]+/", "//" + beside.host() + ":" + beside.port() + "/"),
                        "POSTGRES_POOL_SIZE", size,
                        "MYSQL_POOL_SIZE", size));
    }

    /** All at the same time. */
    private static List<Outcome> commit(TwoDatabases databases, Engine engine, int commits)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(commits);
        try {
            List<Future<Outcome>> running = new ArrayList<>();
            for (int i = 1; i <= commits; i++) {
                int id = i;
                running.add(threads.submit(() -> commit(databases, engine.begin(Duration.ZERO), id)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome commit(TwoDatabases databases, OpenTransaction transaction, int id) throws Exception {
        try {
            databases.insert(transaction, id);
            return transaction.commit();
        } finally {
            transaction.release();
        }
    }

    @Test
    void manyCommitsWhoseAnswerIsLost_openAFewDirectConnections() throws Exception {
        try (FaultProxy pool = beforePostgres();
                FaultProxy beside = beforePostgres();
                TwoDatabases databases = databases(pool, beside)) {
            Cutting witness = new Cutting(
                    COMMITS,
                    () -> {
                        beside.inflict(Fault.delay(Duration.ofMillis(10), Duration.ZERO, new Random(1)));
                        pool.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT));
                    },
                    () -> beside.traffic().open());
            try (Engine engine = databases.engine(witness)) {
                assertThat(commit(databases, engine, COMMITS))
                        .extracting(Outcome::verdict)
                        .containsOnly(Verdict.COMMITTED);
                // One that was closed is still on its way out when the next is let in.
                assertThat(witness.mostOpen).hasValueBetween(DirectPlaces.MOST / 2, 2 * DirectPlaces.MOST + OTHERS);
                for (int id = 1; id <= COMMITS; id++) {
                    assertThat(databases.rows(id)).isEqualTo(2);
                }
                assertThat(databases.branches()).isZero();
                assertThat(engine.recoverNow().inDoubt()).isZero();
            }
        }
    }

    @Test
    void databaseThatHangsMeanwhile_leavesTheOutcomesUnknownWithinTheirLimit() throws Exception {
        Limits limits = new Limits(
                Duration.ofSeconds(3),
                TwoDatabases.SHORT.prepare(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                TwoDatabases.SHORT.scan(),
                TwoDatabases.SHORT.retention());
        int commits = 3 * DirectPlaces.MOST;
        try (FaultProxy pool = beforePostgres();
                FaultProxy beside = beforePostgres();
                TwoDatabases databases = databases(pool, beside)) {
            long[] decided = new long[1];
            Cutting witness = new Cutting(
                    commits,
                    () -> {
                        decided[0] = System.nanoTime();
                        beside.inflict(Fault.blackHole(Direction.BOTH));
                        pool.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT));
                    },
                    () -> 0);
            try (Engine engine = new Engine(databases.registry, limits, witness)) {
                assertThat(commit(databases, engine, commits))
                        .extracting(Outcome::verdict)
                        .containsOnly(Verdict.UNKNOWN);
                assertThat(Duration.ofNanos(System.nanoTime() - decided[0])).isLessThan(Duration.ofSeconds(20));
                assertThat(databases.branches()).isEqualTo(commits);

                beside.heal();
                await().atMost(LONG)
                        .untilAsserted(
                                () -> assertThat(engine.recoverNow().inDoubt()).isZero());
                for (int id = 1; id <= commits; id++) {
                    assertThat(databases.rows(id)).isEqualTo(2);
                }
                assertThat(databases.branches()).isZero();
            }
        }
    }

    @Test
    void whoeverFindsNoPlaceInTime_isRefused() throws Exception {
        DirectPlaces places = new DirectPlaces();
        Semaphore first = places.enter("one", LONG);
        for (int i = 1; i < DirectPlaces.MOST; i++) {
            places.enter("one", LONG);
        }
        assertThatThrownBy(() -> places.enter("one", Duration.ofMillis(10)))
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageStartingWith("one: all 8 direct connections were in use for 10 ms");
        assertThat(places.enter("other", Duration.ofMillis(10))).isNotNull();
        first.release();
        assertThat(places.enter("one", Duration.ofMillis(10))).isSameAs(first);
    }
}
