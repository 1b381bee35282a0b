package io.seedcore.pool;

import static io.seedcore.pool.RelationalDatabases.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of callers when no connection is free: who is served when, who is told what, and that none is forgotten. */
@Tag("pools")
@Tag("concurrency")
class WaitingCallersTest {

    private static final RelationalDatabases DATABASE = RelationalDatabases.POSTGRESQL;
    private static final Duration LONG = Duration.ofSeconds(60);

    private static PoolRegistry registry(String size, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("POOL_SIZE", size, "MAX_OVERFLOW", "0"));
        settings.putAll(more);
        return DATABASE.registry(settings);
    }

    private static ConnectionPool pool(PoolRegistry registry) {
        return registry.connectionPool(DATABASE.pool());
    }

    @Test
    void callersAreServedInTheOrderInWhichTheyCame() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = pool(registry);
            Connection held = pool.getConnection();
            BlockingQueue<Integer> served = new LinkedBlockingQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 5; caller++) {
                int number = caller;
                callers.add(start(() -> {
                    try (Connection connection = pool.getConnection()) {
                        served.add(number);
                        number(connection, "select 1");
                    }
                }));
                int waiting = caller + 1;
                await().atMost(LONG).until(() -> pool.stats().pending() == waiting);
            }
            held.close();
            for (int caller = 0; caller < 5; caller++) {
                assertThat(served.poll(60, TimeUnit.SECONDS)).isEqualTo(caller);
            }
            join(callers);
        }
    }

    @Test
    void moreCallersThanMayWait_areRefusedAtOnce() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("MAX_WAITING", "1", "POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = pool(registry);
            Connection held = pool.getConnection();
            Thread waiting = start(() -> pool.getConnection().close());
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            PoolOverloadedException refused = catchThrowableOfType(PoolOverloadedException.class, pool::getConnection);
            assertThat(refused.code()).isEqualTo("SCP-212");
            assertThat((Throwable) refused)
                    .hasMessageStartingWith("SCP-212 postgresql: 1 callers wait already, as many as may.")
                    .hasMessageContaining("Longest holders: ")
                    .hasMessageContaining("POSTGRES_MAX_WAITING");
            held.close();
            waiting.join(60_000);
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void callThatMustNotWait_getsWhatIsFreeOrNothing() throws SQLException {
        try (PoolRegistry registry = registry("2", Map.of())) {
            ConnectionPool pool = pool(registry);
            Connection first = pool.tryGetConnection().orElseThrow();
            Connection second = pool.tryGetConnection().orElseThrow();
            assertThat(pool.tryGetConnection()).isEmpty();
            assertThat(pool.stats().timeouts()).isZero();
            first.close();
            assertThat(pool.tryGetConnection()).isPresent().hasValueSatisfying(WaitingCallersTest::close);
            second.close();
        }
    }

    @Test
    void timeoutOfTheCall_countsInsteadOfThePools() throws SQLException {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "3600"))) {
            ConnectionPool pool = pool(registry);
            try (Connection held = pool.getConnection()) {
                assertThatThrownBy(() -> pool.getConnection(Duration.ofMillis(20)))
                        .isInstanceOf(PoolTimeoutException.class)
                        .hasMessageContaining("(waiting 0, in use 1)");
                assertThat(held.isClosed()).isFalse();
            }
            assertThatThrownBy(() -> pool.getConnection(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @RepeatedTest(5)
    void interruptedCaller_leavesAndLosesNothing() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = pool(registry);
            Connection held = pool.getConnection();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            Thread caller = start(() -> {
                try {
                    pool.getConnection();
                } catch (SQLException e) {
                    interrupted.set(Thread.currentThread().isInterrupted());
                    failure.set(e);
                }
            });
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            caller.interrupt();
            caller.join(60_000);
            assertThat(failure.get()).hasMessageStartingWith("SCP-214 postgresql");
            assertThat(interrupted.get()).as("the interrupt stays").isTrue();
            assertThat(pool.stats().pending()).isZero();
            held.close();
            pool.getConnection().close();
        }
    }

    @RepeatedTest(3)
    void stormOfInterrupts_losesNoConnectionAndNoRoom() throws Exception {
        try (PoolRegistry registry = registry("4", Map.of("POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = pool(registry);
            CountDownLatch end = new CountDownLatch(1);
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                callers.add(start(() -> {
                    while (end.getCount() > 0) {
                        try {
                            pool.getConnection().close();
                        } catch (SQLException interrupted) {
                            Thread.interrupted();
                        }
                        Thread.interrupted();
                    }
                }));
            }
            for (int round = 0; round < 2_000; round++) {
                callers.get(round % callers.size()).interrupt();
                Thread.yield();
            }
            end.countDown();
            join(callers);
            List<Connection> all = new ArrayList<>();
            for (int connection = 0; connection < 4; connection++) {
                all.add(pool.getConnection());
            }
            assertThat(pool.tryGetConnection()).isEmpty();
            all.forEach(WaitingCallersTest::close);
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void threadsThatHoldAllConnectionsAndWaitForMore_areToldSo() throws Exception {
        try (PoolRegistry registry = registry("3", Map.of("POOL_TIMEOUT", "3600"))) {
            ConnectionPool pool = pool(registry);
            CountDownLatch allHoldOne = new CountDownLatch(3);
            BlockingQueue<PoolOverloadedException> told = new LinkedBlockingQueue<>();
            BlockingQueue<Long> served = new LinkedBlockingQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 3; caller++) {
                callers.add(start(() -> {
                    try (Connection first = pool.getConnection()) {
                        allHoldOne.countDown();
                        allHoldOne.await();
                        pool.getConnection().close();
                        served.add(number(first, "select 1"));
                    } catch (PoolOverloadedException e) {
                        told.add(e);
                    }
                }));
            }
            join(callers);
            PoolOverloadedException deadlock = told.poll();
            assertThat((Throwable) deadlock)
                    .hasMessageStartingWith(
                            "SCP-211 postgresql: each of the 3 connections is held by a thread that waits")
                    .hasMessageContaining("t × (n − 1) + 1");
            assertThat(told.size() + served.size()).as("the others go on").isEqualTo(2);
            assertThat(served).isNotEmpty();
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void threadThatHandedItsConnectionOn_isNoDeadlockWhileAStatementRunsOnIt() throws Exception {
        waitsForTheConnectionThatAWorkerHas((connection, begun) -> {
            begun.countDown();
            number(connection, "select count(*) from pg_sleep(2)");
        });
    }

    @Test
    void threadThatHandedItsConnectionOn_isNoDeadlockWhileOneStatementFollowsTheOther() throws Exception {
        waitsForTheConnectionThatAWorkerHas((connection, begun) -> {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() - end < 0) {
                number(connection, "select 1");
                begun.countDown();
            }
        });
    }

    private interface Use {
        void of(Connection connection, CountDownLatch begun) throws SQLException;
    }

    private static void waitsForTheConnectionThatAWorkerHas(Use work) throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = pool(registry);
            Connection handedOn = pool.getConnection();
            CountDownLatch begun = new CountDownLatch(1);
            Thread worker = start(() -> {
                try (handedOn) {
                    work.of(handedOn, begun);
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            pool.getConnection().close();
            join(List.of(worker));
        }
    }

    @Test
    void threadsInADeadlockBehindAnAsynchronousCaller_areToldSo() throws Exception {
        try (PoolRegistry registry = registry("2", Map.of("POOL_TIMEOUT", "3600"))) {
            ConnectionPool pool = pool(registry);
            CountDownLatch bothHoldOne = new CountDownLatch(2);
            CountDownLatch asynchronousWaits = new CountDownLatch(1);
            BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 2; caller++) {
                callers.add(start(() -> {
                    try (Connection first = pool.getConnection()) {
                        bothHoldOne.countDown();
                        asynchronousWaits.await();
                        pool.getConnection().close();
                        number(first, "select 1");
                    } catch (PoolOverloadedException e) {
                        told.add(e);
                    }
                }));
            }
            bothHoldOne.await();
            CompletableFuture<Connection> asynchronous = pool.getConnectionAsync(LONG);
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            asynchronousWaits.countDown();
            asynchronous.get(60, TimeUnit.SECONDS).close();
            join(callers);
            assertThat(told.poll()).hasMessageStartingWith("SCP-211 postgresql");
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    /** Telling whoever waits before it would end nothing. */
    @Test
    void threadThatHoldsNothing_isNotToldOfTheDeadlockBehindIt() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "3600"))) {
            ConnectionPool pool = pool(registry);
            BlockingQueue<String> ends = new LinkedBlockingQueue<>();
            Connection held = pool.getConnection();
            Thread holdsNothing = start(() -> {
                pool.getConnection().close();
                ends.add("served");
            });
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            try (held) {
                assertThatThrownBy(pool::getConnection).hasMessageStartingWith("SCP-211 postgresql");
            }
            join(List.of(holdsNothing));
            assertThat(ends).containsExactly("served");
        }
    }

    /** The thread that a connection came with may serve others, whoever has the connection. */
    @Test
    void threadThatDeliveredAConnection_doesNotCountAsItsHolder() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "60"))) {
            ConnectionPool pool = pool(registry);
            Connection before = pool.getConnection();
            CompletableFuture<Connection> delivered = new CompletableFuture<>();
            CompletableFuture<Void> next = pool.getConnectionAsync(LONG).thenAccept(connection -> {
                delivered.complete(connection);
                try (Connection another = pool.getConnection()) {
                    number(another, "select 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            before.close();
            Connection connection = delivered.get(60, TimeUnit.SECONDS);
            assertThatThrownBy(() -> next.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            connection.close();
            next.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void threadInADeadlock_isToldSoAlsoOnceThoseBeforeItHaveLeft() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of("POOL_TIMEOUT", "3600"))) {
            ConnectionPool pool = pool(registry);
            CountDownLatch othersWait = new CountDownLatch(1);
            CountDownLatch holdsOne = new CountDownLatch(1);
            BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
            Thread stuck = start(() -> {
                try (Connection first = pool.getConnection()) {
                    holdsOne.countDown();
                    othersWait.await();
                    pool.getConnection().close();
                    number(first, "select 1");
                } catch (PoolOverloadedException e) {
                    told.add(e);
                }
            });
            holdsOne.await();
            Thread before = start(() -> assertThatThrownBy(pool::getConnection).hasMessageStartingWith("SCP-214"));
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            CompletableFuture<Connection> asynchronous = pool.getConnectionAsync(LONG);
            await().atMost(LONG).until(() -> pool.stats().pending() == 2);
            othersWait.countDown();
            await().atMost(LONG).until(() -> pool.stats().pending() == 3);
            before.interrupt();
            asynchronous.get(60, TimeUnit.SECONDS).close();
            join(List.of(stuck, before));
            assertThat(told.poll()).hasMessageStartingWith("SCP-211 postgresql");
        }
    }

    @Test
    void asynchronousCallers_areServedWithoutAThreadEach() throws Exception {
        try (PoolRegistry registry = registry("2", Map.of())) {
            ConnectionPool pool = pool(registry);
            Connection first = pool.getConnection();
            Connection second = pool.getConnection();
            List<CompletableFuture<Void>> uses = new ArrayList<>();
            for (int caller = 0; caller < 1_000; caller++) {
                uses.add(pool.getConnectionAsync(LONG).thenAccept(WaitingCallersTest::close));
            }
            await().atMost(LONG).until(() -> pool.stats().pending() == 1_000);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("seedcore-worker")))
                    .as("threads that wait")
                    .hasSizeLessThan(50);
            first.close();
            second.close();
            CompletableFuture.allOf(uses.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(pool.stats().checkedOut()).isZero());
            assertThat(pool.stats().pending()).isZero();
        }
    }

    @Test
    void cancelledCall_leavesTheLineAndItsConnectionToOthers() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of())) {
            ConnectionPool pool = pool(registry);
            Connection held = pool.getConnection();
            CompletableFuture<Connection> cancelled = pool.getConnectionAsync(LONG);
            CompletableFuture<Connection> next = pool.getConnectionAsync(LONG);
            await().atMost(LONG).until(() -> pool.stats().pending() == 2);
            cancelled.cancel(false);
            await().atMost(LONG).until(() -> pool.stats().pending() == 1);
            held.close();
            next.get(60, TimeUnit.SECONDS).close();
            assertThat(pool.stats().checkedOut()).isZero();
        }
    }

    @Test
    void asynchronousCallerWhoseTimeIsUp_isTold() throws Exception {
        try (PoolRegistry registry = registry("1", Map.of())) {
            ConnectionPool pool = pool(registry);
            try (Connection held = pool.getConnection()) {
                CompletableFuture<Connection> late = pool.getConnectionAsync(Duration.ofMillis(20));
                assertThatThrownBy(() -> late.get(60, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOf(PoolTimeoutException.class)
                        .hasMessageStartingWith("SCP-201");
                await().atMost(LONG).until(() -> pool.stats().pending() == 0);
                assertThat(held.isClosed()).isFalse();
            }
        }
    }

    @Test
    void closingThePool_endsAllWaiting() throws Exception {
        PoolRegistry registry = registry("1", Map.of("DRAIN_TIMEOUT", "0", "POOL_TIMEOUT", "3600"));
        ConnectionPool pool = pool(registry);
        Connection held = pool.getConnection();
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread caller = start(() -> {
            try {
                pool.getConnection();
            } catch (SQLException e) {
                told.set(e);
            }
        });
        CompletableFuture<Connection> async = pool.getConnectionAsync(LONG);
        await().atMost(LONG).until(() -> pool.stats().pending() == 2);
        registry.close();
        caller.join(60_000);
        assertThat(told.get()).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> async.get(60, TimeUnit.SECONDS)).cause().isInstanceOf(PoolClosedException.class);
        held.close();
    }

    @Test
    void tenThousandThreads_areAllServed() throws Exception {
        try (PoolRegistry registry = registry("10", Map.of("POOL_TIMEOUT", "600"))) {
            ConnectionPool pool = pool(registry);
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService callers = Executors.newCachedThreadPool();
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < 10_000; caller++) {
                done.add(callers.submit(() -> {
                    start.await();
                    pool.getConnection().close();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> call : done) {
                call.get(120, TimeUnit.SECONDS);
            }
            callers.shutdownNow();
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().pending()).isZero();
            assertThat(pool.stats().timeouts()).isZero();
            assertThat(pool.durations().usage().count()).isEqualTo(10_000);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static Thread start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
