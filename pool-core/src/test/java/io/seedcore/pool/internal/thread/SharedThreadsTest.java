package io.seedcore.pool.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A machine that is short of threads, or of memory, for a moment ends nothing for good. */
@Tag("pools")
class SharedThreadsTest {

    private final AtomicInteger refusals = new AtomicInteger();
    private final SharedThreads threads = new SharedThreads(task -> {
        if (refusals.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(task, "worker of a test");
    });

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void taskThatFoundNoThread_runsAsSoonAsThereIsOne() throws Exception {
        refusals.set(3);
        CountDownLatch ran = new CountDownLatch(1);
        threads.runSurely(ran::countDown);
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refusals.get()).isNegative();
    }

    @Test
    void repeatedTask_goesOnWhateverItThrows() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        Future<?> repeated = threads.repeat(
                "what a test repeats",
                () -> {
                    runs.countDown();
                    throw new OutOfMemoryError("as the test wants it");
                },
                Duration.ZERO,
                Duration.ofMillis(1));
        assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        repeated.cancel(false);
    }
}
