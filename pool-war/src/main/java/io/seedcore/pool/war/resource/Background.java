package io.seedcore.pool.war.resource;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work on the server's threads for such work, not on those that read requests. */
@ApplicationScoped
class Background {

    @Resource
    @SuppressWarnings("NullAway.Init") // the server sets it before the first call
    private ManagedExecutorService executor;

    <T> CompletableFuture<T> run(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                executor);
    }
}
