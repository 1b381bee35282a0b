package io.seedcore.pool.atomic.protocol;

import static io.seedcore.pool.atomic.protocol.World.ACTIVE;
import static io.seedcore.pool.atomic.protocol.World.COMMITTED;
import static io.seedcore.pool.atomic.protocol.World.ENDED;
import static io.seedcore.pool.atomic.protocol.World.MARKED;
import static io.seedcore.pool.atomic.protocol.World.NO;
import static io.seedcore.pool.atomic.protocol.World.NONE;
import static io.seedcore.pool.atomic.protocol.World.OPEN;
import static io.seedcore.pool.atomic.protocol.World.PREPARED;
import static io.seedcore.pool.atomic.protocol.World.YES;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Answer.Found;
import io.seedcore.pool.atomic.protocol.Answer.Listed;
import io.seedcore.pool.atomic.protocol.Answer.Plain;

/** What simulated databases do with a request: they change the world and answer. */
final class Databases {

    private static final int MARK = Words.REQUESTS.indexOf(new Request.Mark());
    private static final int COMMIT_LAST = Words.REQUESTS.indexOf(new Request.CommitLast());
    private static final int[] PREPARE = {
        Words.REQUESTS.indexOf(new Request.Prepare(0)), Words.REQUESTS.indexOf(new Request.Prepare(1))
    };

    private final Scenario scenario;

    Databases(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Carries out {@code request}.
     *
     * @param onOwnSession whether over the session that has the branch
     */
    Answer carryOut(Request request, World world, boolean onOwnSession) {
        if (request instanceof Request.Mark) {
            return mark(world);
        } else if (request instanceof Request.Prepare prepare) {
            return prepare(world, prepare.branch());
        } else if (request instanceof Request.CommitLast) {
            return commitLast(world);
        } else if (request instanceof Request.RollBackLast) {
            endLast(world);
            return Plain.DONE;
        } else if (request instanceof Request.Read read) {
            return read(world, read.store());
        } else if (request instanceof Request.Settle settle) {
            return settle(world, settle.store());
        } else if (request instanceof Request.EndHolder holder) {
            if (holder.store() == scenario.decider() && !scenario.has(Fault.SESSIONS_STAY)) {
                endLast(world);
            }
            return Plain.DONE;
        } else if (request instanceof Request.Stamp stamp) {
            return stamp(world, stamp.store());
        } else if (request instanceof Request.Finish finish) {
            return finish(world, finish.branch(), finish.decision(), onOwnSession);
        } else if (request instanceof Request.IsPrepared asked) {
            return new Listed(world.branch[asked.branch()] == PREPARED);
        } else if (request instanceof Request.EndOwner owner) {
            if (!scenario.has(Fault.SESSIONS_STAY)) {
                endSession(world, owner.branch());
            }
            return Plain.DONE;
        } else if (request instanceof Request.Remove remove) {
            return remove(world, remove.store(), remove.decision());
        }
        throw new IllegalArgumentException("unknown " + request);
    }

    private Answer mark(World world) {
        if (world.last != OPEN) {
            return Plain.SILENCE;
        }
        if (scenario.has(Fault.MARKER_LATE)) {
            return Plain.DONE;
        }
        if (world.marker != NONE && !scenario.has(Fault.NOT_UNIQUE)) {
            endLast(world);
            return Plain.SILENCE;
        }
        world.last = MARKED;
        return Plain.DONE;
    }

    private static Answer prepare(World world, int branch) {
        if (world.branch[branch] != ACTIVE || !world.session[branch]) {
            return Plain.SILENCE;
        }
        world.branch[branch] = PREPARED;
        return Plain.DONE;
    }

    private Answer commitLast(World world) {
        boolean marksNow = scenario.has(Fault.MARKER_LATE) && world.last == OPEN;
        if (marksNow && world.marker != NONE) {
            endLast(world);
            return Plain.SILENCE;
        }
        if (world.last != MARKED && !marksNow) {
            return Plain.SILENCE;
        }
        world.last = COMMITTED;
        world.replicated = true;
        if (world.marker == NONE) {
            world.marker = YES;
        }
        return Plain.DONE;
    }

    /**
     * The commit is seen by everybody, although no standby has it: nobody is told that it is done.
     *
     * @return whether there was something to commit
     */
    boolean commitLastUnreplicated(World world) {
        if (commitLast(world) != Plain.DONE) {
            return false;
        }
        world.replicated = false;
        return true;
    }

    /** What everybody saw a moment ago is gone, as after a failover to a standby that did not have it. */
    static void loseCommit(World world) {
        world.last = ENDED;
        world.replicated = false;
        world.marker = world.marker == YES ? NONE : world.marker;
    }

    private Answer read(World world, int store) {
        if (store != scenario.decider()) {
            return world.otherAborted ? new Found(Decision.ABORTED, world.late) : Plain.NOT_FOUND;
        }
        if (world.marker == NONE && world.last == MARKED && scenario.has(Fault.DIRTY_READS)) {
            return new Found(Decision.COMMITTED, world.late);
        }
        return world.marker == NONE ? Plain.NOT_FOUND : found(world);
    }

    private static Answer found(World world) {
        return new Found(world.marker == YES ? Decision.COMMITTED : Decision.ABORTED, world.late);
    }

    private Answer settle(World world, int store) {
        if (store != scenario.decider()) {
            world.otherAborted = true;
            return new Found(Decision.ABORTED, world.late);
        }
        if (world.marker != NONE) {
            return scenario.has(Fault.FOUND_ABORTED_BELIEVED) ? foundInTime(world) : found(world);
        }
        if (world.last == MARKED && !scenario.has(Fault.NOT_UNIQUE)) {
            return Plain.BLOCKED;
        }
        world.marker = NO;
        return scenario.has(Fault.INSERTED_ABORTED_BELIEVED) ? foundInTime(world) : found(world);
    }

    private static Answer foundInTime(World world) {
        return new Found(world.marker == YES ? Decision.COMMITTED : Decision.ABORTED, false);
    }

    private Answer stamp(World world, int store) {
        if (scenario.has(Fault.STAMP_OMITTED)) {
            return Plain.DONE;
        }
        boolean seen = world.marker == YES || world.last == MARKED && scenario.has(Fault.DIRTY_READS);
        if (store != scenario.decider() || !seen) {
            return Plain.NOT_FOUND;
        }
        // What is acknowledged has reached the standby, with all that was written before.
        world.replicated = world.last == COMMITTED;
        return Plain.DONE;
    }

    private Answer finish(World world, int branch, Decision decision, boolean onOwnSession) {
        boolean own = onOwnSession && world.session[branch];
        if (world.branch[branch] == ACTIVE && own && decision == Decision.ABORTED) {
            world.branch[branch] = ENDED;
            forget(world, PREPARE[branch]);
            return Plain.DONE;
        }
        boolean kept = scenario.ownerRule() && world.session[branch] && !own;
        if (world.branch[branch] != PREPARED || kept) {
            return Plain.NOT_FOUND;
        }
        world.branch[branch] = decision == Decision.COMMITTED ? COMMITTED : ENDED;
        return Plain.DONE;
    }

    private Answer remove(World world, int store, Decision decision) {
        if (store != scenario.decider()) {
            world.otherAborted = world.otherAborted && decision == Decision.COMMITTED;
        } else if (world.marker == (decision == Decision.COMMITTED ? YES : NO)) {
            world.marker = NONE;
        }
        return Plain.DONE;
    }

    /** The session of the last participant ends: the server rolls back what is open, and hears nothing more from it. */
    static void endLast(World world) {
        if (world.last == OPEN || world.last == MARKED) {
            world.last = ENDED;
        }
        forget(world, MARK);
        forget(world, COMMIT_LAST);
    }

    /** The session of a branch ends. */
    static void endSession(World world, int branch) {
        world.session[branch] = false;
        if (world.branch[branch] == ACTIVE) {
            world.branch[branch] = ENDED;
        }
        forget(world, PREPARE[branch]);
    }

    private static void forget(World world, int request) {
        world.strays &= ~(1 << request);
    }
}
