package io.seedcore.pool.jakarta.internal.graph.async;

import io.seedcore.pool.neo4j.TransactionMark;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.async.ResultCursor;

/**
 * A transaction in the server and the answers that wait for it. Cancelling one of them ends the transaction: the server
 * knows no smaller thing to end.
 */
record ServerTransaction(TransactionMark mark, Chain chain) {

    TransactionConfig marked(TransactionConfig config) {
        return mark.on(config);
    }

    /** An answer that cancelling takes no effect on; the next call waits all the same. */
    <T extends @Nullable Object> CompletableFuture<T> unstoppable(Supplier<CompletionStage<T>> call) {
        return answer(call, Function.identity(), chain::abandon);
    }

    <T extends @Nullable Object> CompletableFuture<T> answer(Supplier<CompletionStage<T>> call) {
        return answer(call, Function.identity(), this::end);
    }

    <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> answer(
            Supplier<CompletionStage<T>> call, Function<T, R> conversion) {
        return answer(call, conversion, this::end);
    }

    /** A result that comes when nobody wants it any more is discarded, which gives the connection back. */
    CompletableFuture<ResultCursor> result(Supplier<CompletionStage<ResultCursor>> call) {
        return answer(
                call,
                cursor -> new InjectedCursor(cursor, this),
                stage -> end(stage.thenCompose(ResultCursor::consumeAsync)));
    }

    /** @param abandonment as in {@link Answer#of} */
    <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> answer(
            Supplier<CompletionStage<T>> call, Function<T, R> conversion, Consumer<CompletableFuture<T>> abandonment) {
        return Answer.of(chain.next(call), conversion, abandonment, chain);
    }

    /** @param stage complete when the driver has noticed */
    void end(CompletableFuture<?> stage) {
        chain.end(mark, stage);
    }
}
