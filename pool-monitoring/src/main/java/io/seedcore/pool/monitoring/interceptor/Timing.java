package io.seedcore.pool.monitoring.interceptor;

import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How long a call took, until what it began is over. */
final class Timing {

    private Timing() {}

    /** @param recorder told once, whether the call succeeds or not; for a stage by whoever completes it */
    static @Nullable Object of(InvocationContext call, Consumer<Duration> recorder) throws Exception {
        long start = System.nanoTime();
        Object result;
        try {
            result = call.proceed();
        } catch (Throwable e) {
            recorder.accept(since(start));
            throw e;
        }
        if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> recorder.accept(since(start)));
        } else {
            recorder.accept(since(start));
        }
        return result;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
