package io.seedcore.pool.atomic.protocol;

import java.util.Set;

/** A rule of the protocol that is switched off, in the databases or between them and the state machines. */
enum Fault {
    /** The marker is written with the commit of the last participant, not before the first prepare. */
    MARKER_LATE(Violation.Kind.SPLIT),
    /** A prepare without an answer counts as prepared. */
    PREPARE_ASSUMED(Violation.Kind.SPLIT),
    /** A commit of the last participant without an answer counts as refused. */
    COMMIT_ASSUMED_REFUSED(Violation.Kind.SPLIT),
    /** A participant that cannot be reached counts as one without branches when a decision is removed. */
    UNREACHABLE_IS_GONE(Violation.Kind.SPLIT),
    /** The lists on which a decision is removed are older than the reading of the decision. */
    LIST_BEFORE_READ(Violation.Kind.SPLIT),
    /** "Unknown branch" counts as "gone". */
    NOT_FOUND_IS_GONE(Violation.Kind.SPLIT),
    /** The last participant's database may lose a commit that it acknowledged. */
    NOT_DURABLE(Violation.Kind.SPLIT),
    /** Somebody else deletes decisions. */
    MARKER_DELETED(Violation.Kind.SPLIT),
    /** The coordinator believes ABORTED that it wrote itself, however much time has passed. */
    INSERTED_ABORTED_BELIEVED(Violation.Kind.FALSE_REPORT),
    /** The coordinator believes ABORTED that it found, however much time has passed. */
    FOUND_ABORTED_BELIEVED(Violation.Kind.FALSE_REPORT),
    /** Nobody ends the session of a coordinator that stalls. */
    SESSIONS_STAY(Violation.Kind.STUCK),
    /** The store takes two decisions for one id. */
    NOT_UNIQUE(Violation.Kind.SPLIT),
    /** Recovery sees decisions that are not committed, and does not wait for their locks. */
    DIRTY_READS(Violation.Kind.SPLIT),
    /** The coordinator sends COMMIT to the last participant after it has begun to abort. */
    COMMIT_AFTER_ABORT(Violation.Kind.SPLIT),
    /** Recovery takes ABORTED in one store for an answer, and does not wait for the others that the id names. */
    ONE_STORE_IS_ENOUGH(Violation.Kind.SPLIT, 2),
    /** Recovery takes a store that does not answer, or in which a transaction stands in the way, for one with ABORTED. */
    UNDECIDED_IS_ABORTED(Violation.Kind.SPLIT),
    /** Who finds COMMITTED acts on it at once, though a failover may still lose what nobody has acknowledged. */
    STAMP_OMITTED(Violation.Kind.SPLIT);

    /** What is found without the rule. */
    final Violation.Kind found;

    /** In how many stores a decision may stand where it is found. */
    final int stores;

    Fault(Violation.Kind found) {
        this(found, 1);
    }

    Fault(Violation.Kind found, int stores) {
        this.found = found;
        this.stores = stores;
    }

    /** The smallest in which it can be found, with the decision in the last of the stores. */
    Scenario scenario() {
        return new Scenario(2, 1, true, stores, stores - 1, Set.of(this));
    }
}
