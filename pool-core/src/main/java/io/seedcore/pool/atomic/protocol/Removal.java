package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Request.IsPrepared;
import io.seedcore.pool.atomic.protocol.Request.Read;
import io.seedcore.pool.atomic.protocol.Request.Remove;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The removal of one decision that its coordinator left behind. Immutable; used as {@link Coordinator} is.
 *
 * <p>A decision to commit goes only when it was read first, and after that every participant that it names was reached
 * and had no branch: a branch that is found without a decision is rolled back. A decision to abort may go at any time.
 *
 * @param participants how many databases the decision names
 */
public record Removal(Phase phase, int participants, Set<Request> requests) {

    /** Where it has got to. */
    public enum Phase {
        READING,
        LISTING,
        REMOVING,
        OVER
    }

    public Removal {
        requests = Collections.unmodifiableSet(new LinkedHashSet<>(requests));
    }

    public static Removal begin(int participants) {
        return new Removal(Phase.READING, participants, Set.of(new Read(0)));
    }

    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /** The state after {@code answer}; the same where the request is not awaited any more. */
    public Removal answered(Request request, Answer answer) {
        if (!requests.contains(request)) {
            return this;
        }
        return switch (phase) {
            case READING -> read(answer);
            case LISTING -> listed(request, answer);
            case REMOVING, OVER -> over();
        };
    }

    private Removal read(Answer answer) {
        if (!(answer instanceof Answer.Found found)) {
            return over();
        }
        if (found.decision() == Decision.ABORTED) {
            return remove(Decision.ABORTED);
        }
        // A decision that names nobody says nothing of where branches may be left.
        if (!found.late() || participants == 0) {
            return over();
        }
        Set<Request> listing = new LinkedHashSet<>();
        IntStream.range(0, participants).forEach(branch -> listing.add(new IsPrepared(branch)));
        return with(Phase.LISTING, listing);
    }

    private Removal listed(Request request, Answer answer) {
        if (!answer.equals(new Answer.Listed(false))) {
            return over();
        }
        Set<Request> left = new LinkedHashSet<>(requests);
        left.remove(request);
        return left.isEmpty() ? remove(Decision.COMMITTED) : with(Phase.LISTING, left);
    }

    private Removal remove(Decision decision) {
        return with(Phase.REMOVING, Set.of(new Remove(0, decision)));
    }

    private Removal over() {
        return with(Phase.OVER, Set.of());
    }

    private Removal with(Phase next, Set<Request> asked) {
        return new Removal(next, participants, asked);
    }
}
