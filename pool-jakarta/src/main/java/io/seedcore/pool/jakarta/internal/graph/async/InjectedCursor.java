package io.seedcore.pool.jakarta.internal.graph.async;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.summary.ResultSummary;

/** The result of a statement. What the application does with records is never done on a thread of the driver. */
final class InjectedCursor implements ResultCursor {

    private final ResultCursor delegate;
    private final ServerTransaction transaction;

    InjectedCursor(ResultCursor delegate, ServerTransaction transaction) {
        this.delegate = delegate;
        this.transaction = transaction;
    }

    @Override
    public List<String> keys() {
        return delegate.keys();
    }

    @Override
    public CompletionStage<ResultSummary> consumeAsync() {
        return transaction.answer(delegate::consumeAsync);
    }

    @Override
    public CompletionStage<Record> nextAsync() {
        return transaction.answer(delegate::nextAsync);
    }

    @Override
    public CompletionStage<Record> peekAsync() {
        return transaction.answer(delegate::peekAsync);
    }

    @Override
    public CompletionStage<Record> singleAsync() {
        return transaction.answer(delegate::singleAsync);
    }

    @Override
    public CompletionStage<ResultSummary> forEachAsync(Consumer<Record> action) {
        EachRecord records = new EachRecord(delegate, action, transaction.chain());
        return transaction.answer(records::begin, Function.identity(), stage -> {
            records.stop();
            transaction.end(stage);
        });
    }

    @Override
    public CompletionStage<List<Record>> listAsync() {
        return transaction.answer(delegate::listAsync);
    }

    @Override
    public <T> CompletionStage<List<T>> listAsync(Function<Record, T> mapping) {
        return transaction.answer(delegate::listAsync, records -> {
            List<T> mapped = new ArrayList<>(records.size());
            records.forEach(each -> mapped.add(mapping.apply(each)));
            return mapped;
        });
    }

    @Override
    public CompletionStage<Boolean> isOpenAsync() {
        return transaction.unstoppable(delegate::isOpenAsync);
    }
}
