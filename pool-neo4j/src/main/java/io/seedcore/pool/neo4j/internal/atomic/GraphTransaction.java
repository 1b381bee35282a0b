package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.PoolException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.summary.QueryType;

/**
 * What the application holds: the Bolt transaction, without the right to end it. Notes what is run, to tell later whether
 * anything was written.
 */
final class GraphTransaction implements Transaction {

    /** Of that many answers not read to their end it is not asked any more what they were. */
    private static final int MOST_OPEN = 100;

    private final String pool;
    private final Transaction delegate;
    private final List<Result> open = new ArrayList<>();
    private boolean wrote;
    private volatile boolean over;
    private volatile @Nullable Neo4jException failure;

    GraphTransaction(String pool, Transaction delegate) {
        this.pool = pool;
        this.delegate = delegate;
    }

    /** Refuses everything from now on. */
    void end() {
        over = true;
    }

    /** With what a statement ended the transaction, if that is known. */
    Optional<Neo4jException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether a statement ran that may write, by the server's own plan for it; reads what is left of the answers. */
    synchronized boolean mayHaveWritten() {
        open.forEach(this::read);
        open.clear();
        return wrote;
    }

    private void read(Result result) {
        wrote |= result.consume().queryType() != QueryType.READ_ONLY;
    }

    private Result run(Supplier<Result> statement) {
        if (over) {
            throw refused("a statement", "It is over; begin another one.");
        }
        try {
            Result result = statement.get();
            note(result);
            return new GraphResult(result, this::failed);
        } catch (Neo4jException e) {
            failed(e);
            throw e;
        }
    }

    private void failed(Neo4jException e) {
        if (ServerAnswer.endsTransaction(e)) {
            failure = e;
        }
    }

    private synchronized void note(Result result) {
        for (Iterator<Result> results = open.iterator(); results.hasNext(); ) {
            Result earlier = results.next();
            if (!earlier.isOpen()) {
                read(earlier);
                results.remove();
            }
        }
        if (wrote || open.size() == MOST_OPEN) {
            wrote = true;
            open.clear();
        } else {
            open.add(result);
        }
    }

    @Override
    public Result run(String query, Value parameters) {
        return run(() -> delegate.run(query, parameters));
    }

    @Override
    public Result run(String query, Map<String, Object> parameters) {
        return run(() -> delegate.run(query, parameters));
    }

    @Override
    public Result run(String query, Record parameters) {
        return run(() -> delegate.run(query, parameters));
    }

    @Override
    public Result run(String query) {
        return run(() -> delegate.run(query));
    }

    @Override
    public Result run(Query query) {
        return run(() -> delegate.run(query));
    }

    @Override
    public boolean isOpen() {
        return !over && delegate.isOpen();
    }

    @Override
    public void commit() {
        throw refused("commit", "It is committed with all its databases, when its work ends.");
    }

    @Override
    public void rollback() {
        throw refused("rollback", "Throw an exception out of its work, which rolls back all its databases.");
    }

    /** Does nothing, as the transaction goes on when a block ends that has opened it as a resource. */
    @Override
    public void close() {}

    private PoolException refused(String what, String advice) {
        return new PoolException("SCP-450", pool + ": " + what + " is refused in this transaction. " + advice, null);
    }
}
