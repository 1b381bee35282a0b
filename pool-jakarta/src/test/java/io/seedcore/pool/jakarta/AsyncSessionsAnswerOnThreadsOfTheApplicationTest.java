package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.dev.DevDatabases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Values;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.AsyncTransaction;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.TransientException;

/** In Java SE, where those threads are ours; they have the class loader with which the application was started. */
class AsyncSessionsAnswerOnThreadsOfTheApplicationTest {

    private static final int SESSIONS = 4 * Runtime.getRuntime().availableProcessors() + 1;

    /** Takes long enough that whoever asks for it depends on it before it is there. */
    private static final String SLOW = "UNWIND range(1, 300000) AS a WITH a WHERE a % 3 = 1 RETURN count(a) AS n";

    private static final ClassLoader APPLICATION =
            new ClassLoader(AsyncSessionsAnswerOnThreadsOfTheApplicationTest.class.getClassLoader()) {};

    private final SeApplication application = start();
    private final AsyncSession session = application.get(AsyncSession.class);
    private final Thread caller = Thread.currentThread();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    private static SeApplication start() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().neo4j().environment());
        settings.put("SEEDCORE_DATABASES", "neo4j");
        settings.put("NEO4J_POOL_SIZE", String.valueOf(SESSIONS));
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(APPLICATION);
        try {
            return SeApplication.start(settings);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private <T> T seen(T value) {
        Thread thread = Thread.currentThread();
        assertThat(thread == caller || thread.getContextClassLoader() == APPLICATION)
                .as(thread.getName())
                .isTrue();
        threads.add(thread);
        return value;
    }

    /** The caller's own does what depends on a stage that is complete already. */
    private void assertThreads(int times) {
        assertThat(threads)
                .hasSize(times)
                .allMatch(thread -> thread == caller || thread.getName().startsWith("seedcore-async-"))
                .anyMatch(thread -> thread != caller);
    }

    @Test
    void continuations_onOurThreads() throws Exception {
        long found = answer(session.runAsync(SLOW)
                .thenApply(this::seen)
                .thenCompose(ResultCursor::singleAsync)
                .thenApply(this::seen)
                .thenCompose(row -> session.beginTransactionAsync())
                .thenApply(this::seen)
                .thenCompose(transaction -> transaction
                        .runAsync("RETURN $n AS n", Values.parameters("n", 7))
                        .thenApply(this::seen)
                        .thenCompose(ResultCursor::listAsync)
                        .thenApply(this::seen)
                        .thenCompose(rows -> transaction.commitAsync().thenApply(done -> seen(rows))))
                .thenApply(rows -> rows.get(0).get("n").asLong()));

        assertThat(found).isEqualTo(7);
        assertThreads(6);
    }

    @Test
    void records_handedOverOnOurThreads() throws Exception {
        List<Long> each = new ArrayList<>();
        ResultCursor first = answer(session.runAsync("UNWIND range(1, 5000) AS n RETURN n"));
        answer(first.forEachAsync(row -> each.add(seen(row).get("n").asLong())));

        ResultCursor second = answer(session.runAsync(SLOW));
        List<Long> mapped = answer(second.listAsync(row -> seen(row).get("n").asLong()));

        assertThat(each).hasSize(5_000).isSorted().endsWith(5_000L);
        assertThat(mapped).containsExactly(100_000L);
        assertThreads(5_001);
    }

    @Test
    void consumerThatThrows_failsTheStageAndGivesTheConnectionBack() throws Exception {
        IllegalStateException failure = new IllegalStateException("of the consumer");
        ResultCursor cursor = answer(session.runAsync("UNWIND range(1, 5000) AS n RETURN n"));

        assertThatThrownBy(() -> answer(cursor.forEachAsync(row -> {
                    throw failure;
                })))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
        assertThat(application.registry().pool("neo4j").stats().checkedOut()).isZero();
    }

    @Test
    void unitOfWork_attemptedAgainOnOurThreads() throws Exception {
        String name = UUID.randomUUID().toString();
        Record row = answer(session.executeWriteAsync(transaction -> transaction
                .runAsync("CREATE (n:PjAsync {name: $name}) RETURN n.name AS name", Map.of("name", seen(name)))
                .thenCompose(ResultCursor::singleAsync)
                .thenApply(created -> {
                    if (threads.size() < 3) {
                        throw new TransientException("Neo.TransientError.General.Unknown", "of the test");
                    }
                    return created;
                })));

        assertThat(row.get("name").asString()).isEqualTo(name);
        assertThreads(3);
        ResultCursor stored =
                answer(session.runAsync("MATCH (n:PjAsync {name: $name}) RETURN count(n) AS n", Map.of("name", name)));
        assertThat(answer(stored.singleAsync()).get("n").asLong()).isEqualTo(1);
    }

    @Test
    void failure_isTheDriversItself() throws Exception {
        CompletableFuture<ResultCursor> stage =
                session.runAsync("RETURN nothing").toCompletableFuture();
        Throwable told = answer(stage.handle((cursor, failure) -> failure));

        assertThat(told)
                .isInstanceOfSatisfying(
                        ClientException.class,
                        failure -> assertThat(failure.code()).isEqualTo("Neo.ClientError.Statement.SyntaxError"));
        Throwable ofWork = answer(session.executeReadAsync(transaction -> transaction.runAsync("RETURN nothing"))
                .handle((cursor, failure) -> failure));
        assertThat(ofWork).isInstanceOf(ClientException.class);
    }

    @Test
    void configurationOfATransaction_isKept() throws Exception {
        AsyncTransaction transaction = answer(session.beginTransactionAsync(TransactionConfig.builder()
                .withMetadata(Map.of("application", "test"))
                .build()));
        ResultCursor cursor = answer(transaction.runAsync(
                "SHOW TRANSACTIONS YIELD metaData WHERE metaData.application = 'test' RETURN metaData AS said"));
        assertThat(answer(cursor.singleAsync()).get("said").asMap()).containsKeys("application", "gtrid");
        answer(transaction.rollbackAsync());
    }

    /** Each thread of the driver serves several connections; there are twice as many as processors. */
    @Test
    void continuationsThatBlock_holdUpNoOtherSession() throws Exception {
        CountDownLatch blocked = new CountDownLatch(SESSIONS - 1);
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<?>> blocking = new ArrayList<>();
        for (int i = 0; i < SESSIONS - 1; i++) {
            AsyncTransaction transaction =
                    answer(application.get(AsyncSession.class).beginTransactionAsync());
            blocking.add(transaction
                    .runAsync(SLOW)
                    .thenCompose(ResultCursor::singleAsync)
                    .thenCompose(row -> {
                        blocked.countDown();
                        awaitRelease(release);
                        return transaction.rollbackAsync();
                    })
                    .toCompletableFuture());
        }
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(answer(answer(session.runAsync(SLOW)).singleAsync()).get("n").asLong())
                .isEqualTo(100_000);

        release.countDown();
        for (CompletableFuture<?> each : blocking) {
            answer(each);
        }
        assertThat(application.registry().pool("neo4j").stats().checkedOut()).isZero();
    }

    private static void awaitRelease(CountDownLatch release) {
        try {
            assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
