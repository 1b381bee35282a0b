package io.seedcore.pool.monitoring.anomaly;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        List<String> names = looks.stream().map(PoolLook::database).toList();
        watched.keySet().retainAll(names);
        found.keySet().retainAll(names);
        looks.forEach(look -> look(look, now));
    }

    private void look(PoolLook look, Instant now) {
        PoolWatch watch = watched.compute(look.database(), (name, before) -> watched(before, look))
                .watch();
        watch.look(look, now);
        listeners.forEach(listener -> listener.scored(look.database(), watch.scores()));
        List<Anomaly> latest = watch.anomalies();
        List<Anomaly> before = found.put(look.database(), latest);
        tell(before == null ? List.of() : before, latest, now);
    }

    /** One that took the place of another of its name, or has another size, is watched anew. */
    private static Watched watched(@Nullable Watched before, PoolLook look) {
        return before != null && before.isOf(look)
                ? before
                : new Watched(look.pool(), look.size(), new PoolWatch(look.database()));
    }

    private void tell(List<Anomaly> before, List<Anomaly> latest, Instant now) {
        Map<Series, Anomaly> over = before.stream().collect(Collectors.toMap(Anomaly::series, anomaly -> anomaly));
        for (Anomaly anomaly : latest) {
            if (over.remove(anomaly.series()) == null) {
                listeners.forEach(listener -> listener.began(anomaly));
            }
        }
        over.values().forEach(anomaly -> listeners.forEach(listener -> listener.ended(anomaly, now)));
    }

    /** Those of a database now; none while all is as expected, while too little is known to tell, or for another name. */
    public List<Anomaly> of(String database) {
        return found.getOrDefault(database, List.of());
    }
}
