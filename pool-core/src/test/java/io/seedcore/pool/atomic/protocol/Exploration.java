package io.seedcore.pool.atomic.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Visits every world that can be reached, nearest first, until one is wrong or there are no more. */
final class Exploration {

    private final Machines machines = new Machines();
    private final Steps steps;
    private final Judge judge;
    private final int limit;
    private final Visited visited = new Visited();
    private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    private final Set<Violation.Kind> wanted;
    private @Nullable Violation violation;

    private Exploration(Scenario scenario, Set<Violation.Kind> wanted, int limit) {
        this.steps = new Steps(scenario, machines);
        this.judge = new Judge(scenario, machines);
        this.wanted = wanted;
        this.limit = limit;
    }

    /**
     * What was found.
     *
     * @param violation what is wrong, with the worlds that lead there; empty for nothing
     * @param complete whether every world was visited, so that nothing found means that there is nothing
     * @param verdicts what coordinators told their callers
     */
    record Result(Optional<Violation> violation, int worlds, boolean complete, Set<Verdict> verdicts) {}

    /** @param wanted the kinds of violation that end the search */
    static Result of(Scenario scenario, Set<Violation.Kind> wanted, int limit) {
        return new Exploration(scenario, wanted, limit).explore();
    }

    private Result explore() {
        visited.add(steps.first().pack(), -1);
        int place = 0;
        for (; place < visited.size() && violation == null && visited.size() < limit; place++) {
            int from = place;
            World world = World.unpack(visited.get(from));
            judge.violation(world)
                    .filter(found -> wanted.contains(found.kind()))
                    .ifPresent(found -> violation = new Violation(found.kind(), found.text() + way(from)));
            note(world);
            steps.from(visited.get(from), to -> visited.add(to, from));
        }
        return new Result(Optional.ofNullable(violation), visited.size(), place == visited.size(), verdicts);
    }

    private void note(World world) {
        if (world.coordinator != World.NOBODY
                && machines.coordinator(world.coordinator).isOver()) {
            machines.coordinator(world.coordinator).verdict().ifPresent(verdicts::add);
        }
    }

    private String way(int last) {
        List<String> worlds = new ArrayList<>();
        for (int place = last; place >= 0; place = visited.before(place)) {
            World world = World.unpack(visited.get(place));
            worlds.add(world + " " + machines.state(world.coordinator) + " " + machines.state(world.recoverer[0]) + " "
                    + machines.state(world.recoverer[1]));
        }
        Collections.reverse(worlds);
        return "\n" + String.join("\n", worlds);
    }
}
