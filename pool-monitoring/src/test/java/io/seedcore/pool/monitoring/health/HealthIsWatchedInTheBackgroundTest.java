package io.seedcore.pool.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("health")
class HealthIsWatchedInTheBackgroundTest {

    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final Duration BOUND = Duration.ofMillis(100);
    /** Where every check answers, so that a machine that stands still for a moment makes none of them late. */
    private static final Duration FAR_ABOVE = Duration.ofMinutes(1);

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final Queue<String> recorded = new ConcurrentLinkedQueue<>();
    private final HealthMonitor health =
            new HealthMonitor(registry, (name, took) -> recorded.add(name), PERIOD, BOUND, BOUND);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        health.close();
        registry.close();
    }

    private ProbeResult hang(Duration bound) {
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                assertThat(e)
                        .as("a probe that cannot even be interrupted goes on")
                        .isNotNull();
            }
        }
        return FaultySettings.up();
    }

    @Test
    void database_that_answers_is_up_with_version_and_since() {
        registry.add(new FaultySettings("postgresql", bound -> FaultySettings.up()));
        health.start();

        await().until(() -> health.of("postgresql").up());
        assertThat(health.of("postgresql").version()).isEqualTo("Faulty 1");
        assertThat(health.of("postgresql").since()).isNotNull();
        assertThat(health.of("postgresql").error()).isNull();
        assertThat(recorded).contains("postgresql");
    }

    @Test
    void first_read_does_not_wait_for_a_check_that_hangs_and_says_that_nothing_is_known_yet() {
        registry.add(new FaultySettings("postgresql", this::hang));
        registry.add(new FaultySettings("mysql", this::hang));
        HealthMonitor slow = new HealthMonitor(registry, (name, took) -> {}, PERIOD, BOUND, Duration.ofMinutes(1));
        try (slow) {
            slow.start();

            assertThat(slow.awaitFirst()).allSatisfy(snapshot -> {
                assertThat(snapshot.up()).isFalse();
                assertThat(snapshot.known()).isFalse();
                assertThat(snapshot.error()).contains("not yet known");
            });
        }
    }

    @Test
    void probe_that_hangs_is_down_after_the_bound_and_keeps_no_other_from_being_checked() {
        registry.add(new FaultySettings("postgresql", this::hang));
        registry.add(new FaultySettings("mysql", bound -> FaultySettings.up()));
        health.start();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> health.of("postgresql").known());
        assertThat(health.of("postgresql").up()).isFalse();
        assertThat(health.of("postgresql").error()).isEqualTo("no answer within 100 ms");
        await().until(() -> health.of("mysql").up());
        await().until(health::alive);
    }

    @Test
    void probe_that_hangs_is_not_begun_again_and_again() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        registry.add(new FaultySettings("postgresql", bound -> {
            begun.incrementAndGet();
            return hang(bound);
        }));
        registry.add(new FaultySettings("mysql", bound -> {
            others.incrementAndGet();
            return FaultySettings.up();
        }));
        health.start();

        await().until(() -> others.get() > 10);
        assertThat(begun).hasValue(1);
    }

    @Test
    void answer_that_comes_after_the_bound_does_not_count_but_the_next_one_does() {
        registry.add(new FaultySettings("postgresql", this::hang));
        health.start();
        await().until(() -> health.of("postgresql").known());

        release.countDown();

        await().until(() -> health.of("postgresql").up());
        assertThat(health.of("postgresql").error()).isNull();
    }

    @Test
    void probe_that_throws_even_an_error_is_down_and_is_tried_again() {
        AtomicReference<Error> failure = new AtomicReference<>(new NoClassDefFoundError("secret/Thing"));
        registry.add(new FaultySettings("postgresql", bound -> {
            Error thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            return FaultySettings.up();
        }));
        health.start();
        await().until(() -> health.of("postgresql").known());
        assertThat(health.of("postgresql").error()).isEqualTo("the check failed: NoClassDefFoundError");

        failure.set(null);

        await().until(() -> health.of("postgresql").up());
    }

    @Test
    void since_changes_only_when_up_or_down_does() {
        AtomicReference<ProbeResult> answer = new AtomicReference<>(FaultySettings.up());
        AtomicInteger asked = new AtomicInteger();
        registry.add(new FaultySettings("postgresql", bound -> {
            asked.incrementAndGet();
            return answer.get();
        }));
        HealthMonitor calm = new HealthMonitor(registry, (name, took) -> {}, PERIOD, FAR_ABOVE, FAR_ABOVE);
        try (calm) {
            calm.start();
            await().until(() -> calm.of("postgresql").up());
            Instant up = calm.of("postgresql").since();

            int before = asked.get();
            await().until(() -> asked.get() > before + 2);
            assertThat(calm.of("postgresql").since()).isEqualTo(up);

            answer.set(FaultySettings.down());
            await().until(() -> !calm.of("postgresql").up());
            assertThat(calm.of("postgresql").since()).isAfter(up);
            assertThat(calm.of("postgresql").version()).as("remembered").isEqualTo("Faulty 1");
        }
    }

    @Test
    void databases_that_come_and_go_are_followed() {
        health.start();
        registry.add(new FaultySettings("reporting", bound -> FaultySettings.up()));
        await().until(() -> health.of("reporting").up());

        registry.remove("reporting");

        await().until(() -> !health.of("reporting").known());
        assertThat(health.awaitFirst()).isEmpty();
    }

    @Test
    void database_added_between_two_rounds_is_asked_at_its_first_reading() {
        HealthMonitor patient =
                new HealthMonitor(registry, (name, took) -> {}, Duration.ofHours(1), FAR_ABOVE, FAR_ABOVE);
        try (patient) {
            registry.add(new FaultySettings("mysql", bound -> FaultySettings.up()));
            patient.start();
            await().until(() -> patient.of("mysql").up());

            registry.add(new FaultySettings("reporting", bound -> FaultySettings.up()));

            await().until(() -> patient.awaitFirst("reporting").up());
            assertThat(patient.awaitFirst("nobody").known()).isFalse();
        }
        registry.add(new FaultySettings("late", bound -> FaultySettings.up()));
        assertThat(patient.awaitFirst("late").known()).as("after the end").isFalse();
    }

    @Test
    void database_that_takes_the_place_of_another_is_not_what_that_one_was() {
        HealthMonitor patient =
                new HealthMonitor(registry, (name, took) -> {}, Duration.ofHours(1), FAR_ABOVE, FAR_ABOVE);
        try (patient) {
            registry.add(new FaultySettings("reporting", bound -> FaultySettings.down()));
            patient.start();
            await().until(() -> patient.of("reporting").known());

            registry.remove("reporting");
            registry.add(new FaultySettings("reporting", bound -> FaultySettings.up()));

            assertThat(patient.of("reporting").known()).isFalse();
            await().until(() -> patient.awaitFirst("reporting").up());
            assertThat(patient.of("reporting").lastFailure()).isNull();
        }
    }

    @Test
    void check_that_ends_after_its_database_was_replaced_is_not_recorded_for_the_one_in_its_place() {
        Duration late = Duration.ofMillis(7);
        CompletableFuture<Thread> hanging = new CompletableFuture<>();
        Queue<Duration> took = new ConcurrentLinkedQueue<>();
        HealthMonitor monitor = new HealthMonitor(registry, (name, time) -> took.add(time), PERIOD, BOUND, BOUND);
        try (monitor) {
            registry.add(new FaultySettings("reporting", bound -> {
                hanging.complete(Thread.currentThread());
                hang(bound);
                return new ProbeResult(true, late, "Faulty 0", null);
            }));
            monitor.start();
            Thread thread = hanging.join();
            registry.remove("reporting");
            registry.add(new FaultySettings("reporting", bound -> FaultySettings.up()));
            await().until(() -> monitor.of("reporting").up());

            release.countDown();

            // It waits without a limit for its release, and with one for more to do.
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            assertThat(took).isNotEmpty().doesNotContain(late);
        }
    }

    @Test
    void work_after_a_round_that_fails_does_not_end_the_rounds() {
        AtomicInteger rounds = new AtomicInteger();
        health.afterEachRound(() -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        health.start();

        await().until(() -> rounds.get() > 3);
        await().until(health::alive);
    }

    @Test
    void work_that_fails_after_a_round_keeps_no_other_from_running() {
        AtomicInteger others = new AtomicInteger();
        health.afterEachRound(() -> {
            throw new NoClassDefFoundError("on purpose");
        });
        health.afterEachRound(others::incrementAndGet);
        health.start();

        await().until(() -> others.get() > 3);
    }

    @Test
    void check_that_cannot_be_begun_keeps_no_work_after_the_round_from_running() {
        Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE);
        HealthMonitor unable = new HealthMonitor(registry, (name, took) -> {}, PERIOD, tooLong, tooLong);
        AtomicInteger rounds = new AtomicInteger();
        try (unable) {
            registry.add(new FaultySettings("postgresql", bound -> FaultySettings.up()));
            unable.afterEachRound(rounds::incrementAndGet);
            unable.start();

            await().until(() -> rounds.get() > 3);
        }
    }

    @Test
    void work_between_the_rounds_is_done_again_after_it_failed_even_with_an_error() {
        AtomicInteger runs = new AtomicInteger();
        health.every(Duration.ofMillis(5), () -> {
            runs.incrementAndGet();
            throw new NoClassDefFoundError("on purpose");
        });

        await().until(() -> runs.get() > 3);
    }

    @Test
    void closing_ends_the_threads_and_keeps_what_is_known() {
        registry.add(new FaultySettings("postgresql", bound -> FaultySettings.up()));
        health.start();
        await().until(() -> health.of("postgresql").up());

        health.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("seedcore-")));
        assertThat(health.of("postgresql").up()).isTrue();
    }
}
