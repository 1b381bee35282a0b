package io.seedcore.pool.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("health")
class WatchedDatabaseTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final ThreadPoolExecutor oneThread =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());

    @AfterEach
    void end() {
        clock.shutdownNow();
        oneThread.shutdownNow();
        registry.close();
    }

    @Test
    void check_that_finds_no_thread_does_not_keep_the_next_one_from_running() {
        FaultySettings settings = new FaultySettings("postgresql", bound -> FaultySettings.up());
        registry.add(settings);
        WatchedDatabase database = new WatchedDatabase(settings, registry, oneThread, clock, (name, took) -> {});
        CountDownLatch free = new CountDownLatch(1);
        oneThread.execute(() -> waitFor(free));
        assertThatThrownBy(() -> database.check(BOUND)).isInstanceOf(RejectedExecutionException.class);
        assertThat(database.latest().known()).isFalse();

        free.countDown();
        await().until(() -> oneThread.getActiveCount() == 0);
        await().ignoreException(RejectedExecutionException.class).until(() -> {
            database.check(BOUND);
            return database.awaitFirst(System.nanoTime()).up();
        });
    }

    @Test
    void check_that_ends_after_the_watch_was_stopped_tells_nothing_and_no_other_begins() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger checks = new AtomicInteger();
        FaultySettings settings = new FaultySettings("postgresql", bound -> {
            checks.incrementAndGet();
            begun.countDown();
            waitFor(answer);
            return FaultySettings.down();
        });
        registry.add(settings);
        List<String> recorded = new CopyOnWriteArrayList<>();
        WatchedDatabase database =
                new WatchedDatabase(settings, registry, oneThread, clock, (name, took) -> recorded.add(name));
        database.check(BOUND);
        begun.await();

        database.stop();
        answer.countDown();
        await().until(() -> oneThread.getActiveCount() == 0);
        database.check(BOUND);

        assertThat(oneThread.getTaskCount()).isEqualTo(1);
        assertThat(checks).hasValue(1);
        assertThat(recorded).isEmpty();
        assertThat(database.latest().known()).isFalse();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
