package io.seedcore.pool.monitoring.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks every five seconds of a time of its own, and notes what it is told. */
final class Watching implements AnomalyListener {

    static final Duration PERIOD = Duration.ofSeconds(5);

    final AnomalyMonitor monitor = new AnomalyMonitor();
    final List<Anomaly> began = new ArrayList<>();
    final List<Series> ended = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    Map<Series, Double> scores = Map.of();
    Instant now = Instant.parse("2026-11-27T10:00:00Z");

    Watching() {
        monitor.addListener(this);
    }

    void look(PoolLook look) {
        now = now.plus(PERIOD);
        monitor.look(List.of(look), now);
    }

    void lookFor(Duration time, Workload workload) {
        for (long left = time.dividedBy(PERIOD); left > 0; left--) {
            look(workload.next());
        }
    }

    List<Series> series() {
        return began.stream().map(Anomaly::series).toList();
    }

    @Override
    public void scored(String database, Map<Series, Double> latest) {
        scores = latest;
    }

    @Override
    public void began(Anomaly anomaly) {
        began.add(anomaly);
    }

    @Override
    public void ended(Anomaly anomaly, Ending ending, Instant at) {
        ended.add(anomaly.series());
        endings.add(ending);
    }
}
