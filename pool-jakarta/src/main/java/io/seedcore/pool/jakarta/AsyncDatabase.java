package io.seedcore.pool.jakarta;

import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A relational database for work that shall not keep the calling thread. Thread-safe.
 *
 * <pre>{@code
 * @Inject @Database("postgresql") AsyncDatabase database;
 *
 * CompletionStage<Long> notes() {
 *     return database.withConnection(connection -> count(connection));
 * }
 * }</pre>
 *
 * <p>No thread waits for a connection. Once there is one, the work runs on a thread of the server's managed executor, in
 * the context of the caller (its class loader, names and security, and not its transaction or request); where there is
 * no managed executor, on a thread of the pool's own. So at most as many works run at once as the pool has connections,
 * and each waits for one as long as {@code …_POOL_TIMEOUT} says.
 *
 * <p>The connection is for the work alone. It goes back to the pool when the work returns, before the stage completes;
 * neither it nor what was made on it may be used afterwards.
 *
 * <p>Whatever goes wrong, no connection included, completes the stage exceptionally, with the exception itself.
 * <b>Cancelling</b> the stage ({@link CompletableFuture#cancel}), or completing it otherwise from outside, leaves the line,
 * or cancels at the server the statement that is running; a later one is refused, and so is whatever else the work
 * wants of its connection. Cancelling a stage derived from it does nothing, as with every {@code CompletableFuture}.
 */
public interface AsyncDatabase {

    /**
     * Does work on a connection that commits each statement by itself, unless the work turns that off; what it then
     * leaves uncommitted is rolled back. Where cancelling shall undo all of it, use {@link #withTransaction}.
     */
    <T extends @Nullable Object> CompletableFuture<T> withConnection(Work<T> work);

    /**
     * Does work in a transaction of this database alone, which no transaction manager knows: committed when the work
     * returns, rolled back when it throws or was cancelled before. Once the commit has begun, cancelling comes too late.
     */
    <T extends @Nullable Object> CompletableFuture<T> withTransaction(Work<T> work);

    /** What to do on a connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {

        /** @param connection not to be kept; closing it is not needed */
        T on(Connection connection) throws Exception;
    }
}
