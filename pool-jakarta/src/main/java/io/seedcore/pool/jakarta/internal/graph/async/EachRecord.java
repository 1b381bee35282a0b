package io.seedcore.pool.jakarta.internal.graph.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.summary.ResultSummary;

/**
 * Hands the records of a result to the application one after the other, on threads of the executor, each as it comes: a
 * result may be larger than the memory. Changes the thread only where the next one has not come yet.
 */
final class EachRecord {

    private final ResultCursor cursor;
    private final Consumer<Record> action;
    private final Chain chain;
    private final CompletableFuture<ResultSummary> summary = new CompletableFuture<>();
    private volatile boolean stopped;

    EachRecord(ResultCursor cursor, Consumer<Record> action, Chain chain) {
        this.cursor = cursor;
        this.action = action;
        this.chain = chain;
    }

    /** To be called once. */
    CompletionStage<ResultSummary> begin() {
        await(cursor.nextAsync().toCompletableFuture());
        return summary;
    }

    /** Hands no further record over. */
    void stop() {
        stopped = true;
    }

    private void await(CompletableFuture<Record> next) {
        chain.executor().then(next, (record, failure) -> goOn(next)).whenComplete((done, refused) -> {
            if (refused != null) {
                end(refused);
            }
        });
    }

    private void goOn(CompletableFuture<Record> first) {
        CompletableFuture<Record> next = first;
        try {
            while (next.isDone()) {
                Record record = next.join();
                if (record == null || stopped) {
                    end(null);
                    return;
                }
                action.accept(record);
                next = cursor.nextAsync().toCompletableFuture();
            }
        } catch (Throwable e) {
            end(e);
            return;
        }
        await(next);
    }

    /** @param failure the application's or the driver's; null where there was none */
    private void end(@Nullable Throwable failure) {
        cursor.consumeAsync().whenComplete((read, unread) -> {
            Throwable told = failure == null ? unread : failure;
            if (told == null) {
                summary.complete(read);
            } else {
                summary.completeExceptionally(Answer.cause(told));
            }
        });
    }
}
