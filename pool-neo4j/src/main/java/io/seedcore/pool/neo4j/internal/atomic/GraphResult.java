package io.seedcore.pool.neo4j.internal.atomic;

import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.summary.ResultSummary;

/** The answer to a statement. Many statements fail only while it is read, and their transaction with them. */
final class GraphResult implements Result {

    private final Result delegate;
    private final Consumer<Neo4jException> failed;

    /** @param failed told of each failure */
    GraphResult(Result delegate, Consumer<Neo4jException> failed) {
        this.delegate = delegate;
        this.failed = failed;
    }

    private <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Neo4jException e) {
            failed.accept(e);
            throw e;
        }
    }

    @Override
    public List<String> keys() {
        return read(delegate::keys);
    }

    @Override
    public boolean hasNext() {
        return read(delegate::hasNext);
    }

    @Override
    public Record next() {
        return read(delegate::next);
    }

    @Override
    public Record single() {
        return read(delegate::single);
    }

    @Override
    public Record peek() {
        return read(delegate::peek);
    }

    @Override
    public Stream<Record> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.IMMUTABLE), false);
    }

    @Override
    public List<Record> list() {
        return read(() -> delegate.list());
    }

    @Override
    public <T> List<T> list(Function<Record, T> mapping) {
        return read(() -> delegate.list(mapping));
    }

    @Override
    public ResultSummary consume() {
        return read(delegate::consume);
    }

    @Override
    public boolean isOpen() {
        return delegate.isOpen();
    }
}
