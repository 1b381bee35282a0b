package io.seedcore.pool.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.sizing.ServerRoom;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One pool that fails, even for a class that is not there, is left out; the others are read. */
@Tag("metrics")
class PoolThatCannotBeReadTest {

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final PoolReader reader = new PoolReader(registry, health, recorder);

    @AfterEach
    void end() {
        health.close();
        registry.close();
    }

    private void addBroken(Supplier<PoolStats> stats) {
        registry.add(new FaultySettings(
                "broken",
                DatabaseKind.POSTGRESQL,
                bound -> FaultySettings.up(),
                () -> new ServerRoom.Unknown("not asked"),
                stats));
    }

    private void assertLeftOut() {
        registry.add(new FaultySettings("sound", bound -> FaultySettings.up()));

        assertThat(reader.stats("broken")).isEmpty();
        assertThat(reader.read("broken")).isEmpty();
        assertThat(reader.stats("sound")).isPresent();
        assertThat(reader.readAll())
                .extracting(reading -> reading.settings().name())
                .containsExactly("sound");
    }

    @Test
    void poolThatLacksAClass_isLeftOut() {
        addBroken(() -> {
            throw new NoClassDefFoundError("on purpose");
        });

        assertLeftOut();
    }

    @Test
    void poolThatThrows_isLeftOut() {
        addBroken(() -> {
            throw new IllegalStateException("on purpose");
        });

        assertLeftOut();
    }
}
