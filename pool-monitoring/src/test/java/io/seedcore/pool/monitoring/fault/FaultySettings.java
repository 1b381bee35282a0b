package io.seedcore.pool.monitoring.fault;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.config.EffectiveSetting;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.StartMode;
import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.sizing.ServerRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * @param probe what asking the database does, given the longest time it may take
 * @param room what its server says of its room
 * @param stats what reading its numbers does
 */
public record FaultySettings(
        String name,
        DatabaseKind kind,
        Function<Duration, ProbeResult> probe,
        Supplier<ServerRoom> room,
        Supplier<PoolStats> stats)
        implements PoolSettings {

    public FaultySettings(String name, Function<Duration, ProbeResult> probe) {
        this(name, DatabaseKind.POSTGRESQL, probe);
    }

    public FaultySettings(String name, DatabaseKind kind, Function<Duration, ProbeResult> probe) {
        this(name, kind, probe, () -> new ServerRoom.Unknown("faulty"), FaultySettings::numbers);
    }

    /** One that answers, on a server that says so. */
    public FaultySettings(String name, ServerRoom room) {
        this(name, DatabaseKind.POSTGRESQL, bound -> up(), () -> room, FaultySettings::numbers);
    }

    /** Those of a pool in the middle of its work. */
    public static PoolStats numbers() {
        return new PoolStats(10, 15, 11, 2, 3, 1, 4, 20, 5, 6, 7, Map.of(), CircuitState.OPEN);
    }

    public static ProbeResult up() {
        return new ProbeResult(true, Duration.ofMillis(3), "Faulty 1", null);
    }

    public static ProbeResult down() {
        return new ProbeResult(
                false, Duration.ofMillis(3), null, new ProbeFailure(ConnectError.UNREACHABLE, "08001", "unreachable"));
    }

    @Override
    public int size() {
        return 10;
    }

    @Override
    public int maxSize() {
        return 15;
    }

    @Override
    public Duration acquisitionTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public StartMode start() {
        return StartMode.LAZY;
    }

    @Override
    public String address() {
        return "faulty://nowhere";
    }

    @Override
    public List<EffectiveSetting> effective() {
        return List.of();
    }
}
