package io.seedcore.pool.atomic.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers for the states of the product's state machines, and what they become with each answer. */
final class Machines {

    /**
     * A removal in one of the stores.
     *
     * @param oldLists whether its lists are older than its reading: they were empty then, whatever they are now
     */
    record Sweep(Removal removal, int store, boolean oldLists) {}

    private static final int OUT_OF_TIME = Words.REQUESTS.size() * Words.ANSWERS.size();
    private static final int UNKNOWN = -1;

    private final List<@Nullable Object> states = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<int[]> awaited = new ArrayList<>();
    private final List<int[]> next = new ArrayList<>();

    Machines() {
        states.add(null);
        awaited.add(new int[0]);
        next.add(new int[0]);
    }

    /** One that is over is nobody, unless it has a verdict to tell. */
    int number(Object state) {
        if (state instanceof Recovery recovery && recovery.isOver()
                || state instanceof Sweep sweep && sweep.removal().isOver()) {
            return World.NOBODY;
        }
        return numbers.computeIfAbsent(state, this::add);
    }

    private int add(Object state) {
        states.add(state);
        awaited.add(requests(state).stream().mapToInt(Words.REQUESTS::indexOf).toArray());
        int[] unknown = new int[OUT_OF_TIME + 1];
        Arrays.fill(unknown, UNKNOWN);
        next.add(unknown);
        if (states.size() > 0x3FF) {
            throw new IllegalStateException("more states than there is room for");
        }
        return states.size() - 1;
    }

    private static Set<Request> requests(Object state) {
        if (state instanceof Coordinator coordinator) {
            return coordinator.requests();
        }
        if (state instanceof Recovery recovery) {
            return recovery.requests();
        }
        return ((Sweep) state).removal().requests();
    }

    /** The requests that are awaited, by number. */
    int[] awaited(int machine) {
        return awaited.get(machine);
    }

    @Nullable
    Object state(int machine) {
        return states.get(machine);
    }

    Coordinator coordinator(int machine) {
        return (Coordinator) Objects.requireNonNull(states.get(machine));
    }

    int answered(int machine, int request, int answer) {
        int[] known = next.get(machine);
        int place = request * Words.ANSWERS.size() + answer;
        if (known[place] == UNKNOWN) {
            known[place] = number(answered(
                    Objects.requireNonNull(states.get(machine)),
                    Words.REQUESTS.get(request),
                    Words.ANSWERS.get(answer)));
        }
        return known[place];
    }

    private static Object answered(Object state, Request request, Answer answer) {
        if (state instanceof Coordinator coordinator) {
            return coordinator.answered(request, answer);
        }
        if (state instanceof Recovery recovery) {
            return recovery.answered(request, answer);
        }
        Sweep sweep = (Sweep) state;
        return new Sweep(sweep.removal().answered(request, answer), sweep.store(), sweep.oldLists());
    }

    int outOfTime(int machine) {
        int[] known = next.get(machine);
        if (known[OUT_OF_TIME] == UNKNOWN) {
            known[OUT_OF_TIME] = number(coordinator(machine).outOfTime());
        }
        return known[OUT_OF_TIME];
    }
}
