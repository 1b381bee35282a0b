package io.seedcore.pool.jakarta.internal.server;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where asynchronous work of the application runs: on the managed executor that every Jakarta EE server has under one
 * name, else on threads of ours. Thread-safe.
 */
public final class WorkExecutors implements AutoCloseable {

    private static final String MANAGED = "java:comp/DefaultManagedExecutorService";

    private final OwnWorkExecutor own;
    private volatile @Nullable WorkExecutor found;

    /** @param loader the application's */
    public WorkExecutors(ClassLoader loader) {
        this.own = new OwnWorkExecutor(loader);
    }

    /** Looked for until the application has started: elsewhere the name means nothing. */
    public WorkExecutor get() {
        WorkExecutor known = found;
        return known == null ? look() : known;
    }

    /** Takes what is there now for good. To be called on a thread of the started application. */
    public void settle() {
        found = look();
    }

    /** Java SE may lack the types of managed executors, so they are touched only where there is one. */
    private WorkExecutor look() {
        return Jndi.find(MANAGED, Executor.class)
                .map(executor -> (WorkExecutor) new ManagedWorkExecutor((ManagedExecutorService) executor))
                .orElse(own);
    }

    /** To be called after the pools are closed, so that no work waits for a connection any more. */
    @Override
    public void close() {
        own.close();
    }
}
