package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Request.EndHolder;
import io.seedcore.pool.atomic.protocol.Request.EndOwner;
import io.seedcore.pool.atomic.protocol.Request.Finish;
import io.seedcore.pool.atomic.protocol.Request.Read;
import io.seedcore.pool.atomic.protocol.Request.Settle;
import io.seedcore.pool.atomic.protocol.Request.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What any member does with the branches of one transaction that it found prepared. Immutable; used as
 * {@link Coordinator} is. Several may be at it at once, also while the coordinator is.
 *
 * <p>It goes once through its phases. What it leaves undone is found again in the next round, which begins with new
 * lists.
 *
 * @param stores what is known of each store that the transaction's id names
 * @param branches the numbers of the branches that were listed
 * @param stalled whether they have been in doubt for so long that sessions in the way may be ended
 * @param decision what was decided, once that is known
 */
public record Recovery(
        Phase phase,
        List<Store> stores,
        Set<Integer> branches,
        boolean stalled,
        Set<Request> requests,
        Optional<Decision> decision) {

    /** Where it has got to. */
    public enum Phase {
        READING,
        SETTLING,
        STAMPING,
        FINISHING,
        /** Ending a session that is in the way. */
        CLEARING,
        OVER
    }

    /** What is known of a store. */
    public enum Store {
        NOT_ASKED,
        EMPTY,
        /** ABORTED stands there: COMMITTED never will. */
        SECURED,
        BLOCKED,
        UNREACHABLE
    }

    public Recovery {
        stores = List.copyOf(stores);
        branches = Set.copyOf(branches);
        requests = Collections.unmodifiableSet(new LinkedHashSet<>(requests));
    }

    /**
     * @param stores how many stores the id names
     * @param branches the numbers of the branches found
     */
    public static Recovery begin(int stores, Set<Integer> branches, boolean stalled) {
        return new Recovery(
                Phase.READING,
                Collections.nCopies(stores, Store.NOT_ASKED),
                branches,
                stalled,
                each(IntStream.range(0, stores), Read::new),
                Optional.empty());
    }

    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /** The state after {@code answer}; the same where the request is not awaited any more. */
    public Recovery answered(Request request, Answer answer) {
        if (!requests.contains(request)) {
            return this;
        }
        Recovery next = without(request);
        return switch (phase) {
            case READING -> next.read(((Read) request).store(), answer);
            case SETTLING -> next.settled(((Settle) request).store(), answer);
            case STAMPING -> answer == Answer.Plain.DONE ? next.finish(Decision.COMMITTED) : next.over();
            case FINISHING -> next.finished(request, answer);
            case CLEARING -> next.requests.isEmpty() ? next.over() : next;
            case OVER -> this;
        };
    }

    private Recovery read(int store, Answer answer) {
        if (isCommitted(answer)) {
            return stamp(store);
        }
        Store seen =
                isAborted(answer) ? Store.SECURED : answer == Answer.Plain.NOT_FOUND ? Store.EMPTY : Store.UNREACHABLE;
        Recovery next = with(store, seen);
        if (!next.requests.isEmpty()) {
            return next;
        }
        if (next.stores.contains(Store.UNREACHABLE)) {
            return next.over();
        }
        return next.stores.contains(Store.EMPTY)
                ? next.with(Phase.SETTLING, next.storesThatAre(Store.EMPTY, Settle::new))
                : next.finish(Decision.ABORTED);
    }

    private Recovery settled(int store, Answer answer) {
        if (isCommitted(answer)) {
            return stamp(store);
        }
        Store seen =
                isAborted(answer) ? Store.SECURED : answer == Answer.Plain.BLOCKED ? Store.BLOCKED : Store.UNREACHABLE;
        Recovery next = with(store, seen);
        if (!next.requests.isEmpty()) {
            return next;
        }
        if (next.stores.stream().allMatch(each -> each == Store.SECURED)) {
            return next.finish(Decision.ABORTED);
        }
        return next.clear(next.storesThatAre(Store.BLOCKED, EndHolder::new));
    }

    private Recovery stamp(int store) {
        return with(Phase.STAMPING, Set.of(new Stamp(store)));
    }

    private Recovery finish(Decision now) {
        return new Recovery(
                Phase.FINISHING,
                stores,
                branches,
                stalled,
                each(branches.stream().mapToInt(Integer::intValue).sorted(), branch -> new Finish(branch, now)),
                Optional.of(now));
    }

    /** A branch that is listed and yet "not found" belongs to a session that keeps it to itself. */
    private Recovery finished(Request request, Answer answer) {
        if (request instanceof EndOwner) {
            return requests.isEmpty() ? over() : this;
        }
        if (answer == Answer.Plain.NOT_FOUND && stalled) {
            return and(new EndOwner(((Finish) request).branch()));
        }
        return requests.isEmpty() ? over() : this;
    }

    private Recovery clear(Set<Request> ending) {
        return stalled && !ending.isEmpty() ? with(Phase.CLEARING, ending) : over();
    }

    private Recovery over() {
        return with(Phase.OVER, Set.of());
    }

    private static boolean isCommitted(Answer answer) {
        return answer instanceof Answer.Found found && found.decision() == Decision.COMMITTED;
    }

    private static boolean isAborted(Answer answer) {
        return answer instanceof Answer.Found found && found.decision() == Decision.ABORTED;
    }

    private Set<Request> storesThatAre(Store state, IntFunction<Request> request) {
        return each(IntStream.range(0, stores.size()).filter(store -> stores.get(store) == state), request);
    }

    private static Set<Request> each(IntStream numbers, IntFunction<Request> request) {
        return numbers.mapToObj(request).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Recovery with(Phase next, Set<? extends Request> asked) {
        return new Recovery(next, stores, branches, stalled, new LinkedHashSet<>(asked), decision);
    }

    private Recovery with(int store, Store seen) {
        List<Store> changed = new ArrayList<>(stores);
        changed.set(store, seen);
        return new Recovery(phase, changed, branches, stalled, requests, decision);
    }

    private Recovery and(Request asked) {
        Set<Request> more = new LinkedHashSet<>(requests);
        more.add(asked);
        return new Recovery(phase, stores, branches, stalled, more, decision);
    }

    private Recovery without(Request request) {
        Set<Request> fewer = new LinkedHashSet<>(requests);
        fewer.remove(request);
        return new Recovery(phase, stores, branches, stalled, fewer, decision);
    }
}
