package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.TransactionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions that nobody needs any more. They are removed many at a time and while nobody waits, since each removal is a
 * transaction that its database forces to disk. What cannot be removed stays until recovery finds it old enough. Thread-safe.
 */
final class SpentDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(SpentDecisions.class);

    /** A database is asked once in this time, however many transactions end. */
    private static final Duration BETWEEN_REMOVALS = Duration.ofSeconds(1);

    /** In one statement. */
    private static final int MOST = 500;

    private final Direct direct;
    private final ScheduledExecutorService timers;
    private final Consumer<Runnable> elsewhere;
    // Guarded by this.
    private final Map<Place, List<TransactionId>> waiting = new HashMap<>();

    /** Where they stand, and how they read. */
    private record Place(String database, String store, Decision decision) {}

    /** @param elsewhere runs what waits for databases */
    SpentDecisions(Direct direct, ScheduledExecutorService timers, Consumer<Runnable> elsewhere) {
        this.direct = direct;
        this.timers = timers;
        this.elsewhere = elsewhere;
    }

    /** @param store the id of the store in {@code database} */
    void add(String database, String store, TransactionId id, Decision decision) {
        Place place = new Place(database, store, decision);
        if (isFirst(place, id)) {
            try {
                timers.schedule(
                        () -> elsewhere.accept(() -> remove(place)),
                        BETWEEN_REMOVALS.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug(
                        "{}: the pools are closed; a decision that is no longer needed is left to recovery", database);
            }
        }
    }

    private synchronized boolean isFirst(Place place, TransactionId id) {
        List<TransactionId> ids = waiting.computeIfAbsent(place, none -> new ArrayList<>());
        ids.add(id);
        return ids.size() == 1;
    }

    /** Removes now what is still waiting, in the calling thread. */
    void removeAll() {
        places().forEach(this::remove);
    }

    private synchronized List<Place> places() {
        return List.copyOf(waiting.keySet());
    }

    private synchronized List<TransactionId> take(Place place) {
        List<TransactionId> ids = waiting.remove(place);
        return ids == null ? List.of() : ids;
    }

    private void remove(Place place) {
        List<TransactionId> ids = take(place);
        for (int from = 0; from < ids.size(); from += MOST) {
            List<TransactionId> some = ids.subList(from, Math.min(from + MOST, ids.size()));
            try {
                direct.remove(place.database(), place.store(), some, place.decision());
            } catch (Exception e) {
                LOG.debug(
                        "{}: {} decisions that are no longer needed are left to recovery",
                        place.database(),
                        ids.size() - from,
                        e);
                return;
            }
        }
    }
}
