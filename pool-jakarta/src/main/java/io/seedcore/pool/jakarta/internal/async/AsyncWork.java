package io.seedcore.pool.jakarta.internal.async;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.jakarta.AsyncDatabase.Work;
import io.seedcore.pool.jakarta.internal.server.WorkExecutor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One piece of work on its way: it waits for a connection without a thread, runs on one, gives the connection back, and
 * is answered. Whoever completes the answer first, be it from outside, ends it.
 */
final class AsyncWork<T extends @Nullable Object> {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncWork.class);

    private final ConnectionPool pool;
    private final Work<T> work;
    private final Manner<T> manner;
    private final CompletableFuture<T> result;
    private final Cancellation cancellation;

    AsyncWork(ConnectionPool pool, Work<T> work, Manner<T> manner, CompletableFuture<T> result) {
        this.pool = pool;
        this.work = work;
        this.manner = manner;
        this.result = result;
        this.cancellation = new Cancellation(pool.name());
    }

    /** How the connection is used. */
    interface Manner<T extends @Nullable Object> {
        T use(Loan loan, Work<T> work) throws Exception;
    }

    void start(WorkExecutor executor) {
        CompletableFuture<Connection> connection =
                pool.getConnectionAsync(pool.settings().acquisitionTimeout());
        result.whenComplete((value, failure) -> {
            connection.cancel(false);
            cancellation.cancel();
        });
        try {
            executor.then(connection, this::run).whenComplete((done, failure) -> {
                if (failure != null) {
                    notRun(connection, failure);
                }
            });
        } catch (RuntimeException e) {
            notRun(connection, e);
        }
    }

    private void run(@Nullable Connection connection, @Nullable Throwable failure) {
        if (connection == null) {
            result.completeExceptionally(cause(failure));
            return;
        }
        T value;
        try {
            value = answer(connection);
        } catch (Throwable e) {
            result.completeExceptionally(e);
            return;
        }
        result.complete(value);
    }

    private T answer(Connection connection) throws Exception {
        try {
            return manner.use(new Loan(pool, connection, cancellation), work);
        } finally {
            giveBack(connection);
        }
    }

    /** The executor takes no more work, so that nobody else gives the connection back. */
    private void notRun(CompletableFuture<Connection> connection, Throwable failure) {
        connection.thenAccept(this::giveBack);
        connection.cancel(false);
        result.completeExceptionally(cause(failure));
    }

    /** What the work did stands, whatever becomes of the connection afterwards. */
    private void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("{}: a connection was returned with an error", pool.name(), e);
        }
    }

    private static Throwable cause(@Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return failure.getCause();
        }
        return failure == null ? new IllegalStateException("no connection and no failure") : failure;
    }
}
