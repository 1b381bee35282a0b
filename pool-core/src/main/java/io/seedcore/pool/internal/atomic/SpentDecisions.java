package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions that nobody needs any more. They are removed many at a time and while nobody waits, since each removal is a
 * transaction that its database forces to disk. What cannot be removed is tried again with those of the next transaction;
 * what is too much, or left when the pools are closed, stays until recovery finds it old enough. Thread-safe.
 */
final class SpentDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(SpentDecisions.class);

    /** A database is asked once in this time, however many transactions end. */
    private static final Duration BETWEEN_REMOVALS = Duration.ofSeconds(1);

    /** In one transaction. */
    private static final int TOGETHER = 500;

    /** Those of one store that are remembered, some hundred bytes each. */
    private static final int MOST = 20_000;

    private final Direct direct;
    private final Witness witness;
    private final ScheduledExecutorService timers;
    private final Executor elsewhere;
    // Guarded by this.
    private final Map<Place, List<TransactionId>> waiting = new HashMap<>();
    private final Set<Place> planned = new HashSet<>();
    private final Set<Place> tooMany = new HashSet<>();

    /** Where they stand, and how they read. */
    private record Place(String database, String store, Decision decision) {}

    /** @param elsewhere runs what waits for databases */
    SpentDecisions(Direct direct, Witness witness, ScheduledExecutorService timers, Executor elsewhere) {
        this.direct = direct;
        this.witness = witness;
        this.timers = timers;
        this.elsewhere = elsewhere;
    }

    /** @param store the id of the store in {@code database} */
    void add(String database, String store, TransactionId id, Decision decision) {
        Place place = new Place(database, store, decision);
        if (isToBePlanned(place, id)) {
            try {
                timers.schedule(() -> begin(place), BETWEEN_REMOVALS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug(
                        "{}: the pools are closed; decisions that are no longer needed are left to recovery", database);
            }
        }
    }

    private synchronized boolean isToBePlanned(Place place, TransactionId id) {
        keep(place, List.of(id));
        return planned.add(place);
    }

    /** Also forgets those that are too many. */
    private void keep(Place place, List<TransactionId> ids) {
        List<TransactionId> kept = waiting.computeIfAbsent(place, none -> new ArrayList<>());
        kept.addAll(ids.subList(0, Math.min(ids.size(), MOST - kept.size())));
        if (kept.size() == MOST && tooMany.add(place)) {
            LOG.warn(
                    "SCP-427 {}: {} decisions of transactions that are over wait to be removed, since the database admits no"
                            + " connection for it beside the pool's, or does not remove them. Those that come now are left to"
                            + " recovery, which removes them after a day. Look at the database's connections and at the debug"
                            + " log of {}.",
                    place.database(),
                    MOST,
                    LOG.getName());
        }
    }

    private void begin(Place place) {
        synchronized (this) {
            planned.remove(place);
        }
        elsewhere.execute(() -> remove(place));
    }

    /** Tries to remove all that are waiting, at the same time in all databases, and waits no longer than {@code longest}. */
    void removeAll(Duration longest) {
        CompletableFuture<Void> removed = CompletableFuture.allOf(places().stream()
                .map(place -> CompletableFuture.runAsync(() -> remove(place), elsewhere))
                .toArray(CompletableFuture[]::new));
        try {
            removed.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Decisions that are no longer needed are left to recovery", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Place> places() {
        return List.copyOf(waiting.keySet());
    }

    private void remove(Place place) {
        List<TransactionId> ids = take(place);
        int removed = 0;
        try {
            while (removed < ids.size()) {
                int end = Math.min(removed + TOGETHER, ids.size());
                remove(place, ids.subList(removed, end));
                removed = end;
            }
            succeeded(place);
        } catch (Exception e) {
            LOG.debug("{}: decisions that are no longer needed could not be removed", place.database(), e);
        } finally {
            putBack(place, ids.subList(removed, ids.size()));
        }
    }

    private void remove(Place place, List<TransactionId> ids) throws Exception {
        witness.around(
                new Request.Remove(0, place.decision()),
                () -> direct.remove(place.database(), place.store(), ids, place.decision()));
    }

    private synchronized List<TransactionId> take(Place place) {
        List<TransactionId> ids = waiting.remove(place);
        return ids == null ? List.of() : ids;
    }

    private synchronized void succeeded(Place place) {
        tooMany.remove(place);
    }

    private synchronized void putBack(Place place, List<TransactionId> ids) {
        if (!ids.isEmpty()) {
            keep(place, ids);
        }
    }
}
