package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Answer.Found;
import io.seedcore.pool.atomic.protocol.Answer.Listed;
import io.seedcore.pool.atomic.protocol.Answer.Plain;
import java.util.List;
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
            ask(world, request, true, (after, answer) -> {
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
            ask(world, request, false, (after, answer) -> {
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
        if (world.marker != World.NONE) {
            begin(world, who, Removal.begin(scenario.branches()), to);
        }
        if (scenario.has(Fault.LIST_BEFORE_READ) && !world.anyPrepared()) {
            begin(world, who, new Machines.WithOldLists(Removal.begin(scenario.branches())), to);
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
    private void ask(World world, int number, boolean byCoordinator, Answered then) {
        Request request = Words.REQUESTS.get(number);
        if (byCoordinator && isMadeUp(request)) {
            then.with(world.copy(), ABORTED);
            return;
        }
        carryOut(world, request, byCoordinator, then);
        if (byCoordinator && request instanceof Request.Finish) {
            carryOut(world, request, false, then);
        }
        World later = world.copy();
        stray(later, number, request);
        then.with(later, heard(request, SILENCE, byCoordinator));
    }

    private void carryOut(World world, Request request, boolean onOwnSession, Answered then) {
        World after = world.copy();
        Answer answer = databases.carryOut(request, after, onOwnSession);
        int number = Words.number(answer);
        if (request instanceof Request.IsPrepared && isOld(world)) {
            number = NOT_LISTED;
        }
        then.with(after, heard(request, number, onOwnSession));
        if (number != SILENCE) {
            then.with(after.copy(), heard(request, SILENCE, onOwnSession));
        }
    }

    /** Whether the list belongs to a removal that was made before. */
    private boolean isOld(World world) {
        return machines.state(world.recoverer[0]) instanceof Machines.WithOldLists
                || machines.state(world.recoverer[1]) instanceof Machines.WithOldLists;
    }

    /** What the asker makes of an answer where a rule is switched off. */
    private int heard(Request request, int answer, boolean byCoordinator) {
        if (scenario.faults().isEmpty()) {
            return answer;
        }
        if (answer == SILENCE) {
            if (request instanceof Request.Prepare && scenario.has(Fault.PREPARE_ASSUMED)) {
                return DONE;
            }
            if (request instanceof Request.IsPrepared && !byCoordinator && scenario.has(Fault.UNREACHABLE_IS_GONE)) {
                return NOT_LISTED;
            }
        }
        if (answer == NOT_FOUND && request instanceof Request.Finish && scenario.has(Fault.NOT_FOUND_IS_GONE)) {
            return DONE;
        }
        boolean looksAtTime = !scenario.has(Fault.RETENTION_IGNORED);
        if (request instanceof Request.Settle && !looksAtTime && Words.ANSWERS.get(answer) instanceof Found found) {
            return Words.number(new Found(found.decision(), false));
        }
        return answer;
    }

    private boolean isMadeUp(Request request) {
        return request instanceof Request.Settle && scenario.has(Fault.COMMIT_ASSUMED_REFUSED);
    }

    private void stray(World world, int machine) {
        for (int request : machines.awaited(machine)) {
            stray(world, request, Words.REQUESTS.get(request));
        }
    }

    /** Over a session that has ended nothing arrives. */
    private static void stray(World world, int number, Request request) {
        boolean arrives = number < Words.STRAYS - 1;
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
                databases.carryOut(Words.REQUESTS.get(number), after, false);
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
        if (world.last == World.COMMITTED && scenario.has(Fault.NOT_DURABLE)) {
            World lost = world.copy();
            lost.last = World.ENDED;
            lost.marker = lost.marker == World.YES ? World.NONE : lost.marker;
            to.accept(lost.pack());
        }
    }
}
