package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;

/**
 * Something to be asked of one database. Branches and stores are numbered from 0; for a coordinator, store 0 is that of
 * the last participant and the only one.
 */
public sealed interface Request {

    /** Write COMMITTED in the transaction of the last participant. */
    record Mark() implements Request {}

    /** Prepare a branch. Whether it happened is in doubt until the answer is {@link Answer.Plain#DONE}. */
    record Prepare(int branch) implements Request {}

    /** Commit the last participant's transaction. */
    record CommitLast() implements Request {}

    /** End the last participant's transaction without commit, or its connection. */
    record RollBackLast() implements Request {}

    /** Read the decision that stands in a store. */
    record Read(int store) implements Request {}

    /** Write ABORTED into a store, or find what stands there. */
    record Settle(int store) implements Request {}

    /** End the session that has written a decision into a store and is not over. */
    record EndHolder(int store) implements Request {}

    /** Make sure that the decision found in a store is durable wherever it replicates to. */
    record Stamp(int store) implements Request {}

    /** Commit or roll back a branch that is prepared, or may be. */
    record Finish(int branch, Decision decision) implements Request {}

    /** Whether a branch stands in a list of the prepared ones, made on the primary after this was asked. */
    record IsPrepared(int branch) implements Request {}

    /** End the session that prepared a branch and still keeps it from others. */
    record EndOwner(int branch) implements Request {}

    /** Remove a decision from a store. */
    record Remove(int store, Decision decision) implements Request {}
}
