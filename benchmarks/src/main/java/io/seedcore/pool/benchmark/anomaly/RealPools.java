package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.fixture.Relay;
import io.seedcore.pool.benchmark.fixture.Server;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.anomaly.AnomalyListener;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A pool for each fault, under load on a real PostgreSQL, and the product's monitor looking at all of them. Each has two
 * hosts: two ways to the same server, of which one can die. Not thread-safe.
 */
final class RealPools implements AutoCloseable, AnomalyListener {

    private static final int SIZE = 10;
    private static final int CALLERS = 4;

    private final PoolRegistry registry;
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health;
    private final PoolReader reader;
    private final AnomalyMonitor monitor = new AnomalyMonitor();
    private final List<Anomaly> began = new ArrayList<>();
    private final Map<Fault, RealLoad> loads = new EnumMap<>(Fault.class);
    private final Server server;
    private final Relay first;
    private final Relay second;
    private final Duration period;
    private Instant now = Instant.EPOCH;
    private long nextLook = System.nanoTime();

    /** @param period real time between two looks, which the monitor takes for five seconds */
    RealPools(Server server, Duration period) throws IOException, SQLException {
        this.server = server;
        this.period = period;
        first = Relay.before(server.address(), Duration.ZERO);
        second = Relay.before(server.address(), Duration.ZERO);
        registry = PoolRegistry.of(settings());
        registry.addListener(recorder);
        health = new HealthMonitor(registry, recorder::healthChecked);
        reader = new PoolReader(registry, health, recorder);
        monitor.addListener(this);
        for (Fault fault : Fault.values()) {
            slowDown(fault, 1);
            RealLoad load = new RealLoad(registry.connectionPool(name(fault)), "select work_" + name(fault) + "()");
            loads.put(fault, load);
            load.warmUp(SIZE);
            load.callers(CALLERS);
        }
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "SEEDCORE_DATABASES",
                Arrays.stream(Fault.values()).map(RealPools::name).collect(Collectors.joining(",")));
        Address address = first.address();
        Address other = second.address();
        for (Fault fault : Fault.values()) {
            settings.put(
                    fault.name() + "_URL",
                    "jdbc:postgresql://" + address.host() + ":" + address.port() + "," + other.host() + ":"
                            + other.port() + "/" + address.database());
            settings.put(fault.name() + "_USER", address.user());
            settings.put(fault.name() + "_PASSWORD", address.password());
            settings.put(fault.name() + "_POOL_SIZE", Integer.toString(SIZE));
        }
        return settings;
    }

    /** What the callers of that pool ask for takes so many times 5 ms. */
    private void slowDown(Fault fault, double factor) throws SQLException {
        server.execute(String.format(
                Locale.ROOT,
                "create or replace function work_%s() returns void language sql as 'select pg_sleep(%.4f)'",
                name(fault),
                0.005 * factor));
    }

    /** Waits until it is time, then looks at all pools. */
    void look() throws InterruptedException {
        nextLook += period.toNanos();
        Thread.sleep(Math.max(0, (nextLook - System.nanoTime()) / 1_000_000));
        now = now.plusSeconds((long) Looks.PERIOD);
        monitor.look(reader.looks(), now);
    }

    /**
     * The fault begins, or goes on.
     *
     * @param look the number of the look before which it does, from 0
     */
    void inject(Fault fault, int look) throws IOException, SQLException {
        RealLoad load = Objects.requireNonNull(loads.get(fault));
        if (fault == Fault.SLOWING_DATABASE) {
            slowDown(fault, 2 + 2 * look);
        }
        if (look > 0) {
            return;
        }
        switch (fault) {
            case LEAK -> load.leak(period.dividedBy(3).toMillis());
            case SLOW_QUERY -> load.slowPart(0.25, "select pg_sleep(0.5)");
            case SLOWING_DATABASE -> {}
            case CONNECTION_STORM -> load.storm(10 * SIZE);
            case DEAD_REPLICA -> first.refuse();
        }
    }

    /** Ends what a fault began, as far as others would suffer from it. */
    void end(Fault fault) throws SQLException {
        Objects.requireNonNull(loads.get(fault)).close();
    }

    @Override
    public void began(Anomaly anomaly) {
        began.add(anomaly);
    }

    /** All that were found since this was asked last. */
    List<Anomaly> takeFound() {
        List<Anomaly> found = List.copyOf(began);
        began.clear();
        return found;
    }

    static boolean isOf(Anomaly anomaly, Fault fault) {
        return anomaly.database().equals(name(fault));
    }

    @Override
    public void close() throws IOException, SQLException {
        for (RealLoad load : loads.values()) {
            load.close();
        }
        registry.close();
        health.close();
        first.close();
        second.close();
    }
}
