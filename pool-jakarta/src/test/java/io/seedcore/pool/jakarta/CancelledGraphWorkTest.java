package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.neo4j.GraphAcquisitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.AsyncTransaction;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.ClientException;

/** In an application whose pool has one connection, so that one that is not given back is missed at once. */
class CancelledGraphWorkTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String marker = UUID.randomUUID().toString();
    private final GraphServer server = new GraphServer();
    private final SeApplication application = start();
    private final AsyncSession session = application.get(AsyncSession.class);

    private static SeApplication start() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().neo4j().environment());
        settings.put("SEEDCORE_DATABASES", "neo4j");
        settings.put("NEO4J_POOL_SIZE", "1");
        settings.put("NEO4J_CONNECTION_ACQUISITION_TIMEOUT", "5");
        return SeApplication.start(settings);
    }

    @AfterEach
    void stop() {
        server.close();
        application.close();
        await().atMost(SOON).until(() -> threads("seedcore-cancel-") == 0);
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private String create() {
        return "CREATE (:PjAsync {name: '" + marker + "'})";
    }

    private void awaitGivenBack() {
        await().atMost(SOON)
                .until(() -> application.registry().pool("neo4j").stats().checkedOut() == 0);
    }

    /** The session works at once, nothing of it is left in the server, and its connection is back. */
    private void assertOver() throws Exception {
        assertWorks();
        server.awaitRunning(marker, 0);
        awaitGivenBack();
    }

    private void assertWorks() throws Exception {
        ResultCursor cursor = answer(session.runAsync("RETURN 1 AS one"));
        assertThat(answer(cursor.singleAsync()).get("one").asInt()).isEqualTo(1);
    }

    @Test
    void runningStatement_endedAtTheServer() throws Exception {
        ResultCursor cursor = answer(session.runAsync(GraphServer.endless(marker)));
        CompletableFuture<?> row = cursor.singleAsync().toCompletableFuture();
        server.awaitRunning(marker, 1);

        assertThat(row.cancel(true)).isTrue();

        assertThatThrownBy(row::join).isInstanceOf(CancellationException.class);
        assertOver();
    }

    @Test
    void completedFromOutside_endedAtTheServer() throws Exception {
        ResultCursor cursor = answer(session.runAsync(GraphServer.endless(marker)));
        CompletableFuture<?> summary = cursor.consumeAsync().toCompletableFuture();
        server.awaitRunning(marker, 1);

        summary.completeExceptionally(new TimeoutException("too long"));

        assertOver();
    }

    @Test
    void recordsThatKeepComing_endedAtTheServerAndNoneHandedOverAnyMore() throws Exception {
        ResultCursor cursor = answer(session.runAsync(GraphServer.endlessRows(marker)));
        CountDownLatch some = new CountDownLatch(5_000);
        AtomicInteger seen = new AtomicInteger();
        CompletableFuture<?> all = cursor.forEachAsync(row -> {
                    seen.incrementAndGet();
                    some.countDown();
                })
                .toCompletableFuture();
        assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();

        all.cancel(true);

        assertOver();
        int then = seen.get();
        assertOver();
        assertThat(seen.get()).isEqualTo(then);
    }

    @Test
    void statementOfATransaction_theTransactionIsEndedAndNothingStored() throws Exception {
        AsyncTransaction transaction = answer(session.beginTransactionAsync());
        answer(answer(transaction.runAsync(create())).consumeAsync());
        ResultCursor cursor = answer(transaction.runAsync(GraphServer.endless(marker)));
        CompletableFuture<?> rows = cursor.listAsync().toCompletableFuture();
        server.awaitRunning(marker, 1);

        rows.cancel(true);

        assertThatThrownBy(() -> answer(transaction.commitAsync())).hasCauseInstanceOf(ClientException.class);
        assertOver();
        assertThat(server.stored(marker)).isZero();
    }

    @Test
    void sessionClosedAtOnce_givesTheConnectionBack() throws Exception {
        AsyncSession other = application.get(AsyncSession.class);
        AsyncTransaction transaction = answer(other.beginTransactionAsync());
        ResultCursor cursor = answer(transaction.runAsync(GraphServer.endless(marker)));
        CompletableFuture<?> rows = cursor.listAsync().toCompletableFuture();
        server.awaitRunning(marker, 1);

        rows.cancel(true);
        CompletionStage<?> end = transaction.rollbackAsync();
        CompletionStage<?> close = other.closeAsync();

        answer(end);
        answer(close);
        assertOver();
    }

    /** Whoever depended on the answer is told before the answer itself knows that it was cancelled. */
    @Test
    void whatIsDoneInstead_beginsWhenTheStatementIsEnded() throws Exception {
        ResultCursor cursor = answer(session.runAsync(GraphServer.endless(marker)));
        CompletableFuture<List<Record>> rows = cursor.listAsync().toCompletableFuture();
        CompletableFuture<List<Record>> instead = rows.exceptionallyCompose(
                cancelled -> session.runAsync("RETURN 2 AS two").thenCompose(ResultCursor::listAsync));

        rows.cancel(true);

        assertThat(answer(instead).get(0).get("two").asInt()).isEqualTo(2);
        assertOver();
    }

    @Test
    void statementOfAUnitOfWork_rolledBackAndNotAttemptedAgain() throws Exception {
        CompletableFuture<CompletableFuture<?>> statement = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<?> work = session.executeWriteAsync(transaction -> {
                    attempts.incrementAndGet();
                    return transaction
                            .runAsync(create())
                            .thenCompose(ResultCursor::consumeAsync)
                            .thenCompose(created -> transaction.runAsync(GraphServer.endless(marker)))
                            .thenCompose(cursor -> {
                                CompletionStage<List<Record>> rows = cursor.listAsync();
                                statement.complete(rows.toCompletableFuture());
                                return rows;
                            });
                })
                .toCompletableFuture();
        server.awaitRunning(marker, 1);

        answer(statement).cancel(true);

        assertThatThrownBy(() -> answer(work)).isInstanceOf(CancellationException.class);
        assertOver();
        assertThat(server.stored(marker)).isZero();
        assertThat(attempts.get()).isEqualTo(1);
    }

    @Test
    void unitOfWork_rolledBackAndNotAttemptedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Long> work = session.executeWriteAsync(transaction -> {
                    attempts.incrementAndGet();
                    return transaction
                            .runAsync(create())
                            .thenCompose(ResultCursor::consumeAsync)
                            .thenCompose(created -> transaction.runAsync(GraphServer.endless(marker)))
                            .thenCompose(ResultCursor::singleAsync)
                            .thenApply(row -> row.get("n").asLong());
                })
                .toCompletableFuture();
        server.awaitRunning(marker, 1);

        work.cancel(true);

        assertOver();
        assertThat(server.stored(marker)).isZero();
        assertThat(attempts.get()).isEqualTo(1);
    }

    @Test
    void unitOfWorkThatNeverAnswers_rolledBack() throws Exception {
        CompletableFuture<Boolean> created = new CompletableFuture<>();
        CompletableFuture<Object> work = session.executeWriteAsync(transaction -> transaction
                        .runAsync(create())
                        .thenCompose(ResultCursor::consumeAsync)
                        .thenCompose(summary -> {
                            created.complete(true);
                            return new CompletableFuture<>();
                        }))
                .toCompletableFuture();
        answer(created);

        work.cancel(true);

        assertOver();
        assertThat(server.stored(marker)).isZero();
    }

    @Test
    void waitingForAConnection_endedWithoutEffectOnWhatOthersDo() throws Exception {
        AsyncTransaction holder = answer(session.beginTransactionAsync());
        List<AsyncSession> others = new ArrayList<>();
        List<CompletionStage<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(another(others).runAsync(GraphServer.endless(marker)));
            waiting.add(another(others).beginTransactionAsync());
            waiting.add(another(others)
                    .executeWriteAsync(
                            transaction -> transaction.runAsync(create()).thenCompose(ResultCursor::consumeAsync)));
        }
        assertThat(threads("seedcore-async-")).isLessThanOrEqualTo(2);

        waiting.forEach(each -> each.toCompletableFuture().cancel(true));

        assertThat(threads("seedcore-cancel-")).isEqualTo(1);
        answer(holder.rollbackAsync());
        assertOver();
        assertThat(server.stored(marker)).isZero();
        for (AsyncSession other : others) {
            answer(other.closeAsync());
        }
    }

    private AsyncSession another(List<AsyncSession> others) {
        AsyncSession other = application.get(AsyncSession.class);
        others.add(other);
        return other;
    }

    @Test
    void noConnectionInTime_toldByThePool() throws Exception {
        AsyncTransaction holder = answer(session.beginTransactionAsync());
        AsyncSession other = application.get(AsyncSession.class);

        Throwable told = answer(other.runAsync("RETURN 1").handle((cursor, failure) -> failure));

        assertThat(told)
                .isInstanceOfSatisfying(
                        GraphAcquisitionException.class,
                        failure -> assertThat(failure.stableCode()).isEqualTo("SCP-201"));
        answer(holder.rollbackAsync());
        answer(other.closeAsync());
        assertOver();
    }

    @Test
    void endOfATransaction_isNotStoppedByCancelling() throws Exception {
        AsyncTransaction transaction = answer(session.beginTransactionAsync());
        answer(answer(transaction.runAsync(create())).consumeAsync());

        transaction.commitAsync().toCompletableFuture().cancel(true);

        awaitGivenBack();
        assertThat(server.stored(marker)).isEqualTo(1);
        assertOver();
    }
}
