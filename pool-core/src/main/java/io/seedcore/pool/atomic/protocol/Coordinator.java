package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Request.CommitLast;
import io.seedcore.pool.atomic.protocol.Request.EndHolder;
import io.seedcore.pool.atomic.protocol.Request.Finish;
import io.seedcore.pool.atomic.protocol.Request.IsPrepared;
import io.seedcore.pool.atomic.protocol.Request.Mark;
import io.seedcore.pool.atomic.protocol.Request.Prepare;
import io.seedcore.pool.atomic.protocol.Request.Remove;
import io.seedcore.pool.atomic.protocol.Request.RollBackLast;
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
 * The commit of one transaction, by the member that ran it. Immutable.
 *
 * <p>{@link #requests()} are those whose answers are awaited; each is to be made once when it appears, all at the same
 * time, and made again if it disappears and comes back. Nothing that is asked for depends on time: when the caller has
 * waited long enough, {@link #outOfTime()} says what to tell him, and recovery does the rest.
 *
 * @param branches what is known of each prepared participant
 * @param requests what is being waited for, in the order in which it was asked for
 * @param verdict what may be told already; the caller is told when {@link #isOver()}
 */
public record Coordinator(Phase phase, List<Branch> branches, Set<Request> requests, Optional<Verdict> verdict) {

    /** Where the commit has got to. */
    public enum Phase {
        /** COMMITTED is being written in the last participant's transaction; nobody is prepared. */
        MARKING,
        PREPARING,
        /** COMMIT of the last participant is on its way: the decision. */
        DECIDING,
        /** The answer to that COMMIT was lost or says nothing: the decision is looked up, or made. */
        SETTLING,
        /** ABORTED stands there so late that COMMITTED could have stood there before: is a branch left to prove it? */
        PROVING,
        STAMPING,
        COMMITTING,
        /** The marker is no longer needed by anybody. */
        REMOVING,
        ABORTING,
        OVER
    }

    /** What is known of a prepared participant. */
    public enum Branch {
        ACTIVE,
        PREPARED,
        /** It may be prepared, or become so later. */
        IN_DOUBT,
        /** Committed or rolled back as decided, or not in the list any more. */
        FINISHED
    }

    public Coordinator {
        branches = List.copyOf(branches);
        requests = Collections.unmodifiableSet(new LinkedHashSet<>(requests));
    }

    /** @param branches how many participants are to be prepared, at least one */
    public static Coordinator begin(int branches) {
        if (branches < 1) {
            throw new IllegalArgumentException("a single participant commits by itself");
        }
        return new Coordinator(
                Phase.MARKING,
                IntStream.range(0, branches).mapToObj(i -> Branch.ACTIVE).toList(),
                Set.of(new Mark()),
                Optional.empty());
    }

    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /** The state after {@code answer}; the same where the request is not awaited any more. */
    public Coordinator answered(Request request, Answer answer) {
        if (!requests.contains(request)) {
            return this;
        }
        Coordinator next = without(request);
        return switch (phase) {
            case MARKING -> answer == Answer.Plain.DONE ? next.prepare() : next.abort();
            case PREPARING -> next.prepared(request, answer);
            case DECIDING -> answer == Answer.Plain.DONE ? next.commit() : next.settle();
            case SETTLING -> next.settled(answer);
            case PROVING -> next.proven(answer);
            case STAMPING -> next.stamped(answer);
            case COMMITTING -> next.finished(request, answer);
            case ABORTING -> next.rolledBack();
            case REMOVING -> next.over();
            case OVER -> this;
        };
    }

    /**
     * The state when the caller can wait no longer. Before the decision that means abort, unless the answer to COMMIT is
     * awaited, which only a lost line ends.
     */
    public Coordinator outOfTime() {
        return switch (phase) {
            case MARKING, PREPARING -> doubtUnanswered().abort();
            case SETTLING, PROVING, STAMPING -> decided(Verdict.UNKNOWN).over();
            case COMMITTING, REMOVING, ABORTING -> over();
            case DECIDING, OVER -> this;
        };
    }

    /** How many branches recovery has to finish, if this is over. */
    public long unfinished() {
        return branches.stream()
                .filter(branch -> branch == Branch.PREPARED || branch == Branch.IN_DOUBT)
                .count();
    }

    private Coordinator prepare() {
        return with(Phase.PREPARING, perBranch(Prepare::new));
    }

    private Coordinator prepared(Request request, Answer answer) {
        int branch = ((Prepare) request).branch();
        Coordinator next = with(branch, answer == Answer.Plain.DONE ? Branch.PREPARED : Branch.IN_DOUBT);
        if (!next.requests.isEmpty()) {
            return next;
        }
        return next.branches.stream().allMatch(each -> each == Branch.PREPARED)
                ? next.with(Phase.DECIDING, Set.of(new CommitLast()))
                : next.abort();
    }

    private Coordinator settle() {
        return with(Phase.SETTLING, Set.of(new Settle(0)));
    }

    private Coordinator settled(Answer answer) {
        if (answer instanceof Answer.Found found) {
            if (found.decision() == Decision.COMMITTED) {
                return with(Phase.STAMPING, Set.of(new Stamp(0)));
            }
            return found.late() ? with(Phase.PROVING, perBranch(IsPrepared::new)) : abort();
        }
        // Whoever is in the way is our own last session. What came of ending it shows when settling is tried again.
        return answer == Answer.Plain.BLOCKED ? with(Phase.SETTLING, Set.of(new EndHolder(0))) : settle();
    }

    /** A decision to commit is removed only once no branch is left: one that is left proves that there was none. */
    private Coordinator proven(Answer answer) {
        if (answer.equals(new Answer.Listed(true))) {
            return abort();
        }
        return requests.isEmpty() ? decided(Verdict.UNKNOWN).over() : this;
    }

    private Coordinator stamped(Answer answer) {
        if (answer == Answer.Plain.DONE) {
            return commit();
        }
        // What stood there a moment ago is gone: nobody can tell any more.
        return answer == Answer.Plain.NOT_FOUND
                ? decided(Verdict.UNKNOWN).over()
                : with(Phase.STAMPING, Set.of(new Stamp(0)));
    }

    private Coordinator commit() {
        return decided(Verdict.COMMITTED)
                .with(Phase.COMMITTING, perBranch(branch -> new Finish(branch, Decision.COMMITTED)));
    }

    private Coordinator finished(Request request, Answer answer) {
        int branch = request instanceof Finish finish ? finish.branch() : ((IsPrepared) request).branch();
        boolean gone =
                request instanceof Finish ? answer == Answer.Plain.DONE : answer.equals(new Answer.Listed(false));
        if (gone) {
            Coordinator next = with(branch, Branch.FINISHED);
            return next.requests.isEmpty()
                    ? next.with(Phase.REMOVING, Set.of(new Remove(0, Decision.COMMITTED)))
                    : next;
        }
        // An error, "not found" included, says nothing; only the list does. And what stands in it is tried again.
        boolean listed = answer.equals(new Answer.Listed(true));
        return and(listed ? new Finish(branch, Decision.COMMITTED) : new IsPrepared(branch));
    }

    private Coordinator abort() {
        Set<Request> ending = new LinkedHashSet<>();
        ending.add(new RollBackLast());
        ending.addAll(perBranch(branch -> new Finish(branch, Decision.ABORTED)));
        return decided(Verdict.ROLLED_BACK).with(Phase.ABORTING, ending);
    }

    private Coordinator rolledBack() {
        return requests.isEmpty() ? over() : this;
    }

    private Coordinator over() {
        return with(Phase.OVER, Set.of());
    }

    private Coordinator doubtUnanswered() {
        Coordinator next = this;
        for (Request request : requests) {
            if (request instanceof Prepare prepare) {
                next = next.with(prepare.branch(), Branch.IN_DOUBT);
            }
        }
        return next;
    }

    private Set<Request> perBranch(IntFunction<Request> request) {
        return IntStream.range(0, branches.size())
                .mapToObj(request)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Coordinator decided(Verdict now) {
        return new Coordinator(phase, branches, requests, Optional.of(now));
    }

    private Coordinator with(Phase next, Set<? extends Request> asked) {
        return new Coordinator(next, branches, new LinkedHashSet<>(asked), verdict);
    }

    private Coordinator with(int branch, Branch known) {
        List<Branch> changed = new ArrayList<>(branches);
        changed.set(branch, known);
        return new Coordinator(phase, changed, requests, verdict);
    }

    private Coordinator and(Request asked) {
        Set<Request> more = new LinkedHashSet<>(requests);
        more.add(asked);
        return new Coordinator(phase, branches, more, verdict);
    }

    private Coordinator without(Request request) {
        Set<Request> fewer = new LinkedHashSet<>(requests);
        fewer.remove(request);
        return new Coordinator(phase, branches, fewer, verdict);
    }
}
