package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Answer.Found;
import io.seedcore.pool.atomic.protocol.Answer.Listed;
import io.seedcore.pool.atomic.protocol.Answer.Plain;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Everything that can happen next in a world. A member that is stopped is one that takes no step, so every stall, and
 * every waking after it, is among the interleavings.
 */
final class Steps {

    private static final int SILENCE = Words.number(Plain.SILENCE);
    private static final int DONE = Words.number(Plain.DONE);
    private static final int ABORTED = Words.number(new Found(Decision.ABORTED, false));
    private static final int NOT_LISTED = Words.number(new Listed(false));
    private static final int NOT_FOUND = Words.number(Plain.NOT_FOUND);
    private static final int BLOCKED = Words.number(Plain.BLOCKED);

    private static final List<Set<Integer>> LISTS = List.of(Set.of(0), Set.of(1), Set.of(0, 1));

    private final Scenario scenario;
    private final Machines machines;
    private final Databases databases;

    Steps(Scenario scenario, Machines machines) {
        this.scenario = scenario;
        this.machines = machines;
        this.databases = new Databases(scenario);
    }

    World first() {
        World world = new World();
        world.coordinator = machines.number(Coordinator.begin(scenario.branches()));
        if (scenario.branches() == 1) {
            world.branch[1] = World.ENDED;
            world.session[1] = false;
        }
        return world;
    }

    void from(long packed, LongConsumer to) {
        World world = World.unpack(packed);
        coordinator(world, to);
        for (int i = 0; i < scenario.recoverers(); i++) {
            recoverer(world, i, to);
        }
        strays(world, to);
        sessions(world, to);
        theRest(world, to);
    }

    private void coordinator(World world, LongConsumer to) {
        int machine = world.coordinator;
        if (machine == World.NOBODY || machines.coordinator(machine).isOver()) {
            return;
        }
        for (int request : machines.awaited(machine)) {
            ask(world, machine, request, (after, answer) -> {
                after.coordinator = machines.answered(machine, request, answer);
                to.accept(after.pack());
            });
        }
        int late = machines.outOfTime(machine);
        if (late != machine) {
            World waited = world.copy();
            stray(waited, machine);
            waited.coordinator = late;
            to.accept(waited.pack());
        }
        if (scenario.has(Fault.COMMIT_AFTER_ABORT)
                && machines.coordinator(machine).phase() == Coordinator.Phase.ABORTING) {
            World committed = world.copy();
            databases.carryOut(new Request.CommitLast(), committed, true);
            to.accept(committed.pack());
        }
        World dead = world.copy();
        stray(dead, machine);
        dead.coordinator = World.NOBODY;
        to.accept(dead.pack());
    }

    private void recoverer(World world, int who, LongConsumer to) {
        int machine = world.recoverer[who];
        if (machine == World.NOBODY) {
            begin(world, who, to);
            return;
        }
        for (int request : machines.awaited(machine)) {
            ask(world, machine, request, (after, answer) -> {
                after.recoverer[who] = machines.answered(machine, request, answer);
                to.accept(after.pack());
            });
        }
        World dead = world.copy();
        stray(dead, machine);
        dead.recoverer[who] = World.NOBODY;
        to.accept(dead.pack());
    }

    /** A list may show only part of what is prepared, and is old by the time anything is done about it. */
    private void begin(World world, int who, LongConsumer to) {
        for (Set<Integer> listed : LISTS) {
            if (listed.stream().allMatch(branch -> world.branch[branch] == World.PREPARED)) {
                begin(world, who, Recovery.begin(scenario.stores(), listed, true), to);
            }
        }
        Removal removal = Removal.begin(scenario.branches());
        if (world.marker != World.NONE) {
            begin(world, who, new Machines.Sweep(removal, scenario.decider(), false), to);
        }
        if (world.otherAborted) {
            begin(world, who, new Machines.Sweep(removal, 1 - scenario.decider(), false), to);
        }
        if (scenario.has(Fault.LIST_BEFORE_READ) && !world.anyPrepared()) {
            begin(world, who, new Machines.Sweep(removal, scenario.decider(), true), to);
        }
    }

    private void begin(World world, int who, Object machine, LongConsumer to) {
        World begun = world.copy();
        begun.recoverer[who] = machines.number(machine);
        to.accept(begun.pack());
    }

    private interface Answered {
        void with(World after, int answer);
    }

    /** It happens and is answered; it happens and the answer is lost; it does not happen, or later, after the asker gave up. */
    private void ask(World world, int machine, int number, Answered then) {
        Object asker = Objects.requireNonNull(machines.state(machine));
        if (isMadeUp(asker, Words.REQUESTS.get(number))) {
            then.with(world.copy(), ABORTED);
            return;
        }
        boolean byCoordinator = asker instanceof Coordinator;
        Request request = placed(asker, number);
        carryOut(world, asker, request, byCoordinator, then);
        if (byCoordinator && request instanceof Request.Finish) {
            carryOut(world, asker, request, false, then);
        }
        if (request instanceof Request.CommitLast) {
            World unreplicated = world.copy();
            if (databases.commitLastUnreplicated(unreplicated)) {
                then.with(unreplicated, heard(asker, request, SILENCE));
            }
        }
        World later = world.copy();
        stray(later, request);
        then.with(later, heard(asker, request, SILENCE));
    }

    /** Coordinators and removals know a single store, which they call the first. */
    private Request placed(Object asker, int number) {
        Request request = Words.REQUESTS.get(number);
        if (asker instanceof Coordinator) {
            return scenario.decider() == 0 ? request : Words.inStore(scenario.decider(), request);
        }
        return asker instanceof Machines.Sweep sweep && sweep.store() > 0
                ? Words.inStore(sweep.store(), request)
                : request;
    }

    private void carryOut(World world, Object asker, Request request, boolean onOwnSession, Answered then) {
        World after = world.copy();
        int number = Words.number(databases.carryOut(request, after, onOwnSession));
        if (request instanceof Request.IsPrepared && asker instanceof Machines.Sweep sweep && sweep.oldLists()) {
            number = NOT_LISTED;
        }
        then.with(after, heard(asker, request, number));
        if (number != SILENCE) {
            then.with(after.copy(), heard(asker, request, SILENCE));
        }
    }

    /** What the asker makes of an answer where a rule is switched off. */
    private int heard(Object asker, Request request, int answer) {
        if (scenario.faults().isEmpty()) {
            return answer;
        }
        if (answer == SILENCE) {
            if (request instanceof Request.Prepare && scenario.has(Fault.PREPARE_ASSUMED)) {
                return DONE;
            }
            if (asker instanceof Machines.Sweep
                    && request instanceof Request.IsPrepared
                    && scenario.has(Fault.UNREACHABLE_IS_GONE)) {
                return NOT_LISTED;
            }
        }
        if (answer == NOT_FOUND && request instanceof Request.Finish && scenario.has(Fault.NOT_FOUND_IS_GONE)) {
            return DONE;
        }
        boolean undecided = answer == SILENCE || answer == BLOCKED;
        if (undecided
                && asker instanceof Recovery
                && request instanceof Request.Settle
                && scenario.has(Fault.UNDECIDED_IS_ABORTED)) {
            return ABORTED;
        }
        return answer;
    }

    /** Whether nobody is asked, and the answer is that ABORTED stands there. */
    private boolean isMadeUp(Object asker, Request request) {
        if (asker instanceof Recovery recovery) {
            boolean asksStore = request instanceof Request.Read || request instanceof Request.Settle;
            return asksStore
                    && recovery.stores().contains(Recovery.Store.SECURED)
                    && scenario.has(Fault.ONE_STORE_IS_ENOUGH);
        }
        return asker instanceof Coordinator
                && request instanceof Request.Settle
                && scenario.has(Fault.COMMIT_ASSUMED_REFUSED);
    }

    private void stray(World world, int machine) {
        Object asker = Objects.requireNonNull(machines.state(machine));
        for (int request : machines.awaited(machine)) {
            stray(world, placed(asker, request));
        }
    }

    /** Over a session that has ended nothing arrives. */
    private static void stray(World world, Request request) {
        int number = Words.number(request);
        boolean arrives = number < Words.STRAYS;
        if (request instanceof Request.Mark || request instanceof Request.CommitLast) {
            arrives = world.last == World.OPEN || world.last == World.MARKED;
        } else if (request instanceof Request.Prepare prepare) {
            arrives = world.session[prepare.branch()] && world.branch[prepare.branch()] == World.ACTIVE;
        }
        if (arrives) {
            world.strays |= 1 << number;
        }
    }

    private void strays(World world, LongConsumer to) {
        for (int number = 0; number < Words.STRAYS; number++) {
            if ((world.strays & 1 << number) != 0) {
                World after = world.copy();
                after.strays &= ~(1 << number);
                Request request = Words.REQUESTS.get(number);
                if (request instanceof Request.CommitLast) {
                    World unreplicated = after.copy();
                    databases.commitLastUnreplicated(unreplicated);
                    to.accept(unreplicated.pack());
                }
                databases.carryOut(request, after, false);
                to.accept(after.pack());
            }
        }
    }

    private void sessions(World world, LongConsumer to) {
        boolean open = world.last == World.OPEN || world.last == World.MARKED;
        if (open && !scenario.has(Fault.SESSIONS_STAY)) {
            World ended = world.copy();
            Databases.endLast(ended);
            to.accept(ended.pack());
        }
        for (int i = 0; i < scenario.branches(); i++) {
            if (world.session[i] && !scenario.has(Fault.SESSIONS_STAY)) {
                World ended = world.copy();
                Databases.endSession(ended, i);
                to.accept(ended.pack());
            }
        }
    }

    private void theRest(World world, LongConsumer to) {
        if (!world.late && world.last != World.OPEN) {
            World later = world.copy();
            later.late = true;
            to.accept(later.pack());
        }
        if (world.marker != World.NONE && scenario.has(Fault.MARKER_DELETED)) {
            World without = world.copy();
            without.marker = World.NONE;
            to.accept(without.pack());
        }
        if (world.last == World.COMMITTED && (!world.replicated || scenario.has(Fault.NOT_DURABLE))) {
            World lost = world.copy();
            Databases.loseCommit(lost);
            to.accept(lost.pack());
        }
    }
}
