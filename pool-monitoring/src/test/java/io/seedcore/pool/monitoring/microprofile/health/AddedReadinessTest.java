package io.seedcore.pool.monitoring.microprofile.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("health")
class AddedReadinessTest {

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final HealthMonitor health = new HealthMonitor(registry, (name, took) -> {});
    private final AddedReadiness readiness = new AddedReadiness(List.of("postgresql"), registry, health);
    private final CountDownLatch answers = new CountDownLatch(1);

    @BeforeEach
    void start() {
        health.start();
    }

    @AfterEach
    void end() {
        answers.countDown();
        health.close();
        registry.close();
    }

    private ProbeResult downInTheEnd(Duration bound) {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FaultySettings.down();
    }

    private RecordedResponse check() {
        RecordedResponse response = new RecordedResponse();
        readiness.check(response);
        return response;
    }

    @Test
    void database_that_has_not_answered_yet_does_not_take_the_application_out_of_service() {
        registry.add(new FaultySettings("reporting", this::downInTheEnd));
        assertThat(check().up).isTrue();
        assertThat(check().data).containsEntry("databases", "reporting").doesNotContainKey("down");

        answers.countDown();

        await().until(() -> !check().up);
        assertThat(check().data).containsEntry("down", "reporting");
    }

    @Test
    void databases_with_a_check_of_their_own_are_left_to_it() {
        registry.add(new FaultySettings("postgresql", bound -> FaultySettings.down()));
        await().until(() -> health.of("postgresql").known());

        assertThat(check().up).isTrue();
    }
}
