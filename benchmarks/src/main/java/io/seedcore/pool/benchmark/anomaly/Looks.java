package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.anomaly.AnomalyListener;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The product's monitor, looking at a simulated pool every five seconds of its time. Not thread-safe. */
final class Looks implements AnomalyListener {

    static final double PERIOD = 5;

    /** The midnight before a Monday. */
    private static final Instant ORIGIN = Instant.parse("2026-11-23T00:00:00Z");

    private final AnomalyMonitor monitor = new AnomalyMonitor();
    private final List<Anomaly> began = new ArrayList<>();
    private final SimulatedPool pool;
    private final Rhythm rhythm;
    private double next;

    Looks(SimulatedPool pool, Rhythm rhythm, double start) {
        this.pool = pool;
        this.rhythm = rhythm;
        next = start + PERIOD;
        monitor.addListener(this);
    }

    /** Takes all looks up to that moment. */
    void until(double moment) {
        for (; next <= moment; next += PERIOD) {
            pool.runUntil(next);
            pool.lose(rhythm.forgotten(PERIOD));
            monitor.look(List.of(pool.look()), ORIGIN.plus(Duration.ofMillis(Math.round(next * 1e3))));
        }
    }

    /** All that were found, in their order. */
    List<Anomaly> began() {
        return began;
    }

    @Override
    public void began(Anomaly anomaly) {
        began.add(anomaly);
    }

    /** The moment in the pool's time. */
    static double seconds(Instant moment) {
        return Duration.between(ORIGIN, moment).toMillis() / 1e3;
    }
}
