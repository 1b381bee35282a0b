package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Removal;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes decisions that their coordinators left behind, once no branch is left. Each scan looks at some of each outcome,
 * and the next one at those behind: what can never go, as it names a database that is not configured any more, keeps
 * nothing else from going. For one thread at a time.
 */
final class OldDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(OldDecisions.class);
    private static final int AT_ONCE = 200;

    private final Engine engine;
    private final Map<Place, TransactionId> lookedAt = new HashMap<>();

    /** By the id of the store, which may be made anew. */
    private record Place(String store, Decision decision) {}

    OldDecisions(Engine engine) {
        this.engine = engine;
    }

    /**
     * @param name the database
     * @param store the id of its store
     * @throws Exception where the store does not answer, or is another one by now
     */
    void remove(Direct direct, String name, String store) throws Exception {
        direct.work(name, store, session -> {
            for (Decision decision : Decision.values()) {
                remove(direct, session, new Place(store, decision));
            }
        });
    }

    private void remove(Direct direct, DecisionStore session, Place place) throws Exception {
        List<Marker> markers = next(session, place);
        if (markers.isEmpty()) {
            return;
        }
        engine.witness().after(new Request.Read(0), Answer.Plain.DONE);
        // After the decisions were read, and so each of these lists is good for all of them.
        Map<BranchPlace, List<PreparedBranch>> branches = branches(direct, markers);
        for (Marker marker : markers) {
            remove(session, marker, branches);
        }
    }

    private List<Marker> next(DecisionStore session, Place place) throws Exception {
        Optional<TransactionId> behind = Optional.ofNullable(lookedAt.remove(place));
        List<Marker> found = old(session, place.decision(), behind);
        if (found.isEmpty() && behind.isPresent()) {
            found = old(session, place.decision(), Optional.empty());
        }
        if (!found.isEmpty()) {
            lookedAt.put(place, found.get(found.size() - 1).id());
        }
        return found;
    }

    private List<Marker> old(DecisionStore session, Decision decision, Optional<TransactionId> behind)
            throws Exception {
        return session.olderThan(engine.realm(), decision, retention(decision), behind, AT_ONCE);
    }

    private Duration retention(Decision decision) {
        return switch (decision) {
            case COMMITTED -> engine.limits().retention();
            case ABORTED -> engine.limits().retentionOfAborted();
        };
    }

    /**
     * Of those databases that are known and answer. What is called the same here may be another database, which would say that
     * no branch is left. A decision to abort may go whatever is prepared.
     */
    private Map<BranchPlace, List<PreparedBranch>> branches(Direct direct, List<Marker> markers)
            throws InterruptedException {
        List<BranchPlace> places = markers.stream()
                .filter(marker -> marker.decision() == Decision.COMMITTED)
                .flatMap(marker -> marker.participants().stream())
                .distinct()
                .map(BranchPlace::parse)
                .filter(place -> place.store().isPresent())
                .toList();
        Map<BranchPlace, List<PreparedBranch>> found = new HashMap<>();
        for (BranchPlace place : places) {
            try {
                String store = place.store().orElseThrow();
                found.put(place, engine.witness().around(new Request.IsPrepared(0), () -> direct.branchesAt(store)));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.debug(
                        "{}: decisions about its branches are kept, as it does not say which are left",
                        place.name(),
                        e);
            }
        }
        return found;
    }

    private void remove(DecisionStore session, Marker marker, Map<BranchPlace, List<PreparedBranch>> branches)
            throws InterruptedException {
        Removal state = Removal.begin(marker.participants().size());
        // The rest was asked for all of them at once.
        Witness witness = engine.witness().of(request -> request instanceof Request.Remove);
        Conversation conversation =
                new Conversation(engine.threads(), request -> ask(request, session, marker, branches), witness);
        while (!state.isOver()) {
            conversation.make(state.requests(), true);
            Conversation.Heard heard = conversation.next(Duration.ofDays(1)).orElseThrow();
            state = state.answered(heard.request(), heard.answer());
        }
    }

    private Answer ask(
            Request request, DecisionStore session, Marker marker, Map<BranchPlace, List<PreparedBranch>> branches)
            throws Exception {
        if (request instanceof Request.Read) {
            return new Answer.Found(marker.decision(), isOld(marker));
        } else if (request instanceof Request.IsPrepared isPrepared) {
            List<PreparedBranch> left =
                    branches.get(BranchPlace.parse(marker.participants().get(isPrepared.branch())));
            return left == null ? Answer.Plain.SILENCE : new Answer.Listed(isAmong(left, marker.id()));
        } else if (request instanceof Request.Remove remove) {
            session.remove(List.of(marker.id()), remove.decision());
            return Answer.Plain.DONE;
        }
        throw new IllegalArgumentException("a removal does not ask for " + request);
    }

    private static boolean isAmong(List<PreparedBranch> branches, TransactionId id) {
        return branches.stream().anyMatch(branch -> branch.id().equals(id));
    }

    private boolean isOld(Marker marker) {
        return Duration.between(marker.created(), marker.now())
                        .compareTo(engine.limits().retention())
                >= 0;
    }
}
