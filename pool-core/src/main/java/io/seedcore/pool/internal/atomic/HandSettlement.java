package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One decision by hand. What stands in a database counts more than what somebody wishes, and to commit can be wished only
 * where a database that may hold the decision is gone: where all of them answer, recovery finds out what is true. Used once.
 */
final class HandSettlement {

    private static final Logger LOG = LoggerFactory.getLogger(HandSettlement.class);

    private final Engine engine;
    private final TransactionId id;
    private final Map<String, String> reached = new LinkedHashMap<>();
    private final Map<Decision, String> standing = new EnumMap<>(Decision.class);
    private final Set<String> gone;

    /** @param gone ids of the stores that could not be asked */
    record Settled(Decision decision, Set<String> gone) {}

    HandSettlement(Engine engine, TransactionId id) {
        this.engine = engine;
        this.id = id;
        this.gone = new HashSet<>(id.stores());
    }

    /** @throws PoolException where nothing was decided */
    Settled settle(Decision wanted) throws InterruptedException {
        look();
        if (reached.isEmpty()) {
            throw refused(
                    "None of the databases in which the decision may stand could be reached. Try again when one can.");
        }
        if (standing.containsKey(Decision.COMMITTED)) {
            return settled(Decision.COMMITTED);
        }
        if (wanted == Decision.COMMITTED) {
            checkCommittable();
        }
        for (Map.Entry<String, String> store : reached.entrySet()) {
            Decision written = write(store.getKey(), store.getValue(), wanted);
            if (written == Decision.COMMITTED && wanted == Decision.ABORTED) {
                return settled(Decision.COMMITTED);
            }
            if (written == Decision.ABORTED && wanted == Decision.COMMITTED) {
                throw abortedIn(store.getKey());
            }
        }
        return settled(wanted);
    }

    private Settled settled(Decision decision) {
        return new Settled(decision, Set.copyOf(gone));
    }

    private void look() throws InterruptedException {
        for (String store : Set.copyOf(id.stores())) {
            for (String name : engine.databases().allWithStore(store)) {
                if (gone.contains(store)) {
                    look(name, store);
                }
            }
        }
    }

    private void look(String name, String store) throws InterruptedException {
        try {
            Optional<Marker> found = engine.direct().find(name, store, id);
            reached.put(name, store);
            gone.remove(store);
            found.ifPresent(marker -> standing.put(marker.decision(), name));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("{}: could not be asked for a decision", name, e);
        }
    }

    private void checkCommittable() {
        String aborted = standing.get(Decision.ABORTED);
        if (aborted != null) {
            throw abortedIn(aborted);
        }
        if (gone.isEmpty()) {
            throw refused(
                    "All databases in which the decision may stand can be reached, and none says COMMITTED: recovery"
                            + " finds out by itself what is to be done. Let it look again, or settle the transaction as"
                            + " ABORTED.");
        }
    }

    private Decision write(String name, String store, Decision wanted) throws InterruptedException {
        Optional<Marker> written;
        try {
            written = engine.direct().settleByHand(name, store, id, wanted);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new PoolException("SCP-419", name + ": the decision could not be written down here. Try again.", e);
        }
        return written.map(Marker::decision)
                .orElseThrow(
                        () -> refused(name + ": the transaction is not over, its session is still there. Try again when"
                                + " it has ended."));
    }

    private static PoolException abortedIn(String name) {
        return refused(
                name + ": ABORTED stands here, so that parts of the transaction may be rolled back, and it cannot be"
                        + " committed any more. Settle it as ABORTED.");
    }

    private static PoolException refused(String why) {
        return new PoolException("SCP-419", why, null);
    }
}
