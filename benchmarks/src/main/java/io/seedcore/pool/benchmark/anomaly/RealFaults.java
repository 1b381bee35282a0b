package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.benchmark.Progress;
import io.seedcore.pool.benchmark.fixture.Server;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each fault once, on a real pool and a real database. */
final class RealFaults {

    private static final int LOOKS_BEFORE = 90;
    private static final int MOST_LOOKS = (int) (Injection.BOUND / Looks.PERIOD);

    private final Map<Fault, Optional<Found>> found = new EnumMap<>(Fault.class);
    private int elsewhere;

    /** @param period real time between two looks */
    static RealFaults run(Duration period) throws Exception {
        RealFaults faults = new RealFaults();
        try (Server server = Server.start();
                RealPools pools = new RealPools(server, period)) {
            Progress.say("real pools: " + LOOKS_BEFORE + " looks before anything goes wrong");
            for (int look = 0; look < LOOKS_BEFORE; look++) {
                pools.look();
            }
            faults.elsewhere = pools.takeFound().size();
            for (Fault fault : Fault.values()) {
                Optional<Found> first = faults.inject(pools, fault);
                faults.found.put(fault, first);
                Progress.say("real " + fault + ": " + first);
            }
        }
        return faults;
    }

    private Optional<Found> inject(RealPools pools, Fault fault) throws Exception {
        try {
            for (int look = 0; look < MOST_LOOKS; look++) {
                pools.inject(fault, look);
                pools.look();
                List<Anomaly> latest = pools.takeFound();
                elsewhere += (int) latest.stream()
                        .filter(anomaly -> !RealPools.isOf(anomaly, fault))
                        .count();
                double seconds = (look + 1) * Looks.PERIOD;
                Optional<Found> own = latest.stream()
                        .filter(anomaly -> RealPools.isOf(anomaly, fault))
                        .findFirst()
                        .map(anomaly -> new Found(anomaly.series(), seconds));
                if (own.isPresent()) {
                    return own;
                }
            }
            return Optional.empty();
        } finally {
            pools.end(fault);
        }
    }

    /** What was found of each fault, in their order. */
    Map<Fault, Optional<Found>> found() {
        return found;
    }

    /** Anomalies of pools to which nothing was done, or not any more. */
    int elsewhere() {
        return elsewhere;
    }
}
