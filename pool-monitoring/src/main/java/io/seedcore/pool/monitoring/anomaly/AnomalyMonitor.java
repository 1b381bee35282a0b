package io.seedcore.pool.monitoring.anomaly;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Finds out which pools behave unusually, and logs when that begins and ends ({@code SCP-620} and the next). Reading
 * costs nothing, and borrowing takes no part. Thread-safe.
 */
public final class AnomalyMonitor {

    private record Watched(Object pool, int size, PoolWatch watch) {

        boolean isOf(PoolLook look) {
            return pool == look.pool() && size == look.size();
        }
    }

    private final Map<String, Watched> watched = new HashMap<>();
    private final Map<String, List<Anomaly>> found = new ConcurrentHashMap<>();
    private final List<AnomalyListener> listeners = new CopyOnWriteArrayList<>();

    public AnomalyMonitor() {
        listeners.add(new AnomalyLog());
    }

    public void addListener(AnomalyListener listener) {
        listeners.add(listener);
    }

    /**
     * To be called every five seconds.
     *
     * @param looks one of each pool there is; those that are missing are forgotten
     */
    public synchronized void look(Collection<PoolLook> looks, Instant now) {
        Set<String> gone = new HashSet<>(watched.keySet());
        looks.forEach(look -> gone.remove(look.database()));
        gone.forEach(database -> forget(database, now));
        looks.forEach(look -> look(look, now));
    }

    /** Whatever was unusual may go on where nobody looks any more. */
    private void forget(String database, Instant now) {
        watched.remove(database);
        List<Anomaly> last = found.remove(database);
        if (last != null) {
            last.forEach(anomaly -> tellEnd(anomaly, Ending.NOT_SEEN, now));
        }
    }

    private void look(PoolLook look, Instant now) {
        PoolWatch watch = watched(look, now).watch();
        watch.look(look, now);
        listeners.forEach(listener -> listener.scored(look.database(), watch.scores()));
        List<Anomaly> before = of(look.database());
        found.put(look.database(), watch.anomalies());
        tell(before, watch, now);
    }

    /** One that took the place of another of its name, or has another size, is watched anew. */
    private Watched watched(PoolLook look, Instant now) {
        Watched known = watched.get(look.database());
        if (known != null && !known.isOf(look)) {
            forget(look.database(), now);
        }
        return watched.computeIfAbsent(
                look.database(), name -> new Watched(look.pool(), look.size(), new PoolWatch(name)));
    }

    private void tell(List<Anomaly> before, PoolWatch watch, Instant now) {
        Map<Series, Anomaly> over = before.stream().collect(Collectors.toMap(Anomaly::series, anomaly -> anomaly));
        for (Anomaly anomaly : watch.anomalies()) {
            if (over.remove(anomaly.series()) == null) {
                listeners.forEach(listener -> listener.began(anomaly));
            }
        }
        over.values().forEach(anomaly -> tellEnd(anomaly, watch.ending(anomaly.series()), now));
    }

    private void tellEnd(Anomaly anomaly, Ending ending, Instant now) {
        listeners.forEach(listener -> listener.ended(anomaly, ending, now));
    }

    /** Those of a database now; none while all is as expected, while too little is known to tell, or for another name. */
    public List<Anomaly> of(String database) {
        return found.getOrDefault(database, List.of());
    }
}
