package io.seedcore.pool.jakarta.internal.async;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.AsyncDatabase;
import io.seedcore.pool.jakarta.internal.facade.BeanReference;
import io.seedcore.pool.jakarta.internal.server.WorkExecutor;
import io.seedcore.pool.jakarta.internal.server.WorkExecutors;
import java.io.Serial;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The database of one pool, which is looked up at each use. */
public final class PooledAsyncDatabase implements AsyncDatabase, BeanReference.Replaced {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String database;
    private final transient PoolRegistry registry;
    private final transient WorkExecutors executors;

    public PooledAsyncDatabase(String database, PoolRegistry registry, WorkExecutors executors) {
        this.database = database;
        this.registry = registry;
        this.executors = executors;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> withConnection(Work<T> work) {
        return start(Objects.requireNonNull(work), Loan::use);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> withTransaction(Work<T> work) {
        return start(Objects.requireNonNull(work), Loan::useInTransaction);
    }

    private <T extends @Nullable Object> CompletableFuture<T> start(Work<T> work, AsyncWork.Manner<T> manner) {
        WorkExecutor executor = executors.get();
        CompletableFuture<T> result = executor.newResult();
        try {
            new AsyncWork<>(registry.connectionPool(database), work, manner, result).start(executor);
        } catch (PoolException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    @Override
    public Object writeReplace() {
        return BeanReference.to(AsyncDatabase.class, database);
    }

    @Override
    public String toString() {
        return database + " asynchronous database";
    }
}
