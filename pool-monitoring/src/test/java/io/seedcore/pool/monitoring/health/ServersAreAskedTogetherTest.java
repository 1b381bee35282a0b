package io.seedcore.pool.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.sizing.ServerRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What pools on one server are told can be compared, whenever they were added. */
@Tag("health")
class ServersAreAskedTogetherTest {

    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final ServerRoom ROOM = new ServerRoom.Unknown("counted");

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final HealthMonitor health = new HealthMonitor(registry, (name, took) -> {}, PERIOD, BOUND, BOUND);
    private final AtomicInteger checks = new AtomicInteger();
    /** Where the checks of all pools meet, so that none is ahead of the others, however long one of them takes. */
    private final Phaser together = new Phaser();

    @AfterEach
    void end() {
        together.forceTermination();
        health.close();
        registry.close();
    }

    /** Adds a pool; what is given back are the numbers of the first pool's checks at which its server was asked. */
    private List<Integer> add(String name, Runnable checked) {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        together.register();
        registry.add(new FaultySettings(
                name,
                DatabaseKind.POSTGRESQL,
                bound -> {
                    checked.run();
                    together.arriveAndAwaitAdvance();
                    return FaultySettings.up();
                },
                () -> {
                    asked.add(checks.get());
                    return ROOM;
                },
                FaultySettings::numbers));
        return asked;
    }

    @Test
    void pool_added_later_is_asked_at_once_and_then_with_the_others() {
        List<Integer> first = add("first", checks::incrementAndGet);
        health.start();
        await().until(() -> checks.get() >= 5);
        List<Integer> second = add("second", () -> {});
        await().until(() -> second.size() >= 3 && first.get(first.size() - 1) >= second.get(2));

        assertThat(second.get(0)).as("known at once").isLessThan(second.get(1));
        assertThat(second.subList(1, 3))
                .allSatisfy(number -> assertThat(first)
                        .as("asked in the same round")
                        .anySatisfy(other -> assertThat(other).isBetween(number - 1, number + 1)));
        assertThat(first.size()).as("rarely").isLessThan(checks.get() / 2);
    }
}
