package io.seedcore.pool.atomic.protocol;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What must never be, and what must always be possible. */
final class Judge {

    private static final int ROUNDS = 8;

    private final Scenario scenario;
    private final Machines machines;
    private final Databases databases;
    private final Set<Long> canFinish = new HashSet<>();

    Judge(Scenario scenario, Machines machines) {
        this.scenario = scenario;
        this.machines = machines;
        this.databases = new Databases(scenario);
    }

    /** What is wrong with a world, if anything. */
    Optional<Violation> violation(World world) {
        for (int i = 0; i < scenario.branches(); i++) {
            if (world.branch[i] == World.COMMITTED && world.last != World.COMMITTED) {
                return split("branch " + i + " is committed, the last participant is not");
            }
            if (world.branch[i] == World.ENDED && world.last == World.COMMITTED) {
                return split("the last participant is committed, branch " + i + " is rolled back");
            }
        }
        return falseReport(world).or(() -> stuck(world));
    }

    private static Optional<Violation> split(String text) {
        return Optional.of(new Violation(Violation.Kind.SPLIT, text));
    }

    private Optional<Violation> falseReport(World world) {
        if (world.coordinator == World.NOBODY) {
            return Optional.empty();
        }
        Verdict verdict = machines.coordinator(world.coordinator).verdict().orElse(Verdict.UNKNOWN);
        boolean committed = world.last == World.COMMITTED;
        boolean lie = verdict == Verdict.COMMITTED && !committed || verdict == Verdict.ROLLED_BACK && committed;
        return lie
                ? Optional.of(new Violation(
                        Violation.Kind.FALSE_REPORT,
                        verdict + ", and the last participant is " + (committed ? "committed" : "not")))
                : Optional.empty();
    }

    /** With the coordinator stopped for ever, and the servers' limits, recovery must be able to end every branch. */
    private Optional<Violation> stuck(World world) {
        if (!world.anyPrepared()) {
            return Optional.empty();
        }
        World rest = world.atRest();
        if (!canFinish.contains(rest.pack())) {
            if (!finishes(rest.copy())) {
                return Optional.of(new Violation(Violation.Kind.STUCK, "recovery can never end a branch"));
            }
            canFinish.add(rest.pack());
        }
        return Optional.empty();
    }

    private boolean finishes(World world) {
        for (int round = 0; round < ROUNDS && world.anyPrepared(); round++) {
            Set<Integer> listed = new HashSet<>();
            for (int i = 0; i < scenario.branches(); i++) {
                if (world.branch[i] == World.PREPARED) {
                    listed.add(i);
                }
            }
            Recovery recovery = Recovery.begin(scenario.stores(), listed, true);
            while (!recovery.isOver()) {
                Request request = recovery.requests().iterator().next();
                recovery = recovery.answered(request, databases.carryOut(request, world, false));
            }
        }
        return !world.anyPrepared();
    }
}
