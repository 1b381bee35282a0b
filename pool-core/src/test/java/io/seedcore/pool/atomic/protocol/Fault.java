package io.seedcore.pool.atomic.protocol;

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
    /** The coordinator does not look at how much time has passed. */
    RETENTION_IGNORED(Violation.Kind.FALSE_REPORT),
    /** Nobody ends the session of a coordinator that stalls. */
    SESSIONS_STAY(Violation.Kind.STUCK),
    /** The store takes two decisions for one id. */
    NOT_UNIQUE(Violation.Kind.SPLIT),
    /** Recovery sees decisions that are not committed, and does not wait for their locks. */
    DIRTY_READS(Violation.Kind.SPLIT);

    /** What is found without the rule. */
    final Violation.Kind found;

    Fault(Violation.Kind found) {
        this.found = found;
    }
}
