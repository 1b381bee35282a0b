package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that share a connection, or are interrupted while they use one or wait for it to be opened. */
@Tag("pools")
@Tag("faults")
@Tag("concurrency")
class SharedConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int THREADS = 8;

    @ParameterizedTest
    @EnumSource
    void oneConnectionInManyHands_mixesUpNoAnswers(RelationalDatabases database) throws Exception {
        try (PoolRegistry registry = database.registry(Map.of());
                Connection shared = registry.connectionPool(database.pool()).getConnection()) {
            shared.setAutoCommit(false);
            ExecutorService hands = Executors.newFixedThreadPool(THREADS);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int hand = 0; hand < THREADS; hand++) {
                int first = hand * 1_000;
                wrong.add(hands.submit(() -> {
                    start.await();
                    int others = 0;
                    for (int question = first; question < first + 200; question++) {
                        others += number(shared, "select " + question) == question ? 0 : 1;
                    }
                    return others;
                }));
            }
            start.countDown();
            for (Future<Integer> hand : wrong) {
                assertThat(hand.get(LONG.toSeconds(), TimeUnit.SECONDS)).isZero();
            }
            hands.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptDuringAQuery_changesNoAnswer(RelationalDatabases database) throws Exception {
        boolean postgres = database == RelationalDatabases.POSTGRESQL;
        try (PoolRegistry registry = database.registry(Map.of());
                Connection connection = registry.connectionPool(database.pool()).getConnection()) {
            long session = number(connection, database.sessionId);
            BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
            BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
            Thread borrower = new Thread(() -> {
                try {
                    answers.add(number(connection, postgres ? "select 42 from pg_sleep(2)" : "select 42 + sleep(2)"));
                    interrupted.add(Thread.currentThread().isInterrupted());
                    answers.add(number(connection, "select 43"));
                } catch (SQLException refused) {
                    throw new AssertionError(refused);
                }
            });
            borrower.start();
            await().atMost(LONG)
                    .until(() -> database.number(
                                    postgres
                                            ? "select count(*) from pg_stat_activity where state = 'active' and pid = "
                                                    + session
                                            : "select count(*) from information_schema.processlist"
                                                    + " where command = 'Query' and id = " + session)
                            == 1);
            borrower.interrupt();
            borrower.join(LONG.toMillis());
            assertThat(answers).containsExactly(42L, 43L);
            assertThat(interrupted).containsExactly(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptDuringAConnect_losesNoRoom(RelationalDatabases database) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(database.shared());
                PoolRegistry registry = database.registry(Map.of(
                        "HOST",
                        proxy.host(),
                        "PORT",
                        Integer.toString(proxy.port()),
                        "POOL_SIZE",
                        "2",
                        "MAX_OVERFLOW",
                        "0"))) {
            ConnectionPool pool = registry.connectionPool(database.pool());
            proxy.inflictOnNew(Fault.blackHole(Direction.BOTH));
            BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                Thread thread = new Thread(() -> {
                    try {
                        pool.getConnection().close();
                    } catch (SQLException interrupted) {
                        refusals.add(String.valueOf(interrupted.getMessage()));
                    }
                });
                thread.start();
                callers.add(thread);
            }
            await().atMost(LONG).until(() -> proxy.traffic().accepted() > 0);
            callers.forEach(Thread::interrupt);
            proxy.heal();
            for (Thread caller : callers) {
                caller.join(LONG.toMillis());
                assertThat(caller.isAlive()).isFalse();
            }
            assertThat(refusals).allMatch(message -> message.startsWith("SCP-214 "));
            Connection first = pool.getConnection();
            Connection second = pool.getConnection();
            assertThat(pool.tryGetConnection()).isEmpty();
            first.close();
            second.close();
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }
}
