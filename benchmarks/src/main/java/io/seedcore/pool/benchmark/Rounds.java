package io.seedcore.pool.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every contestant in turn, then all of them again, so that a machine that slows down slows all of them down.
 *
 * @param <C> who is asked
 */
public final class Rounds<C> {

    /** One measurement of one contestant. */
    @FunctionalInterface
    public interface Measurement<C> {
        /** @return its figures, the same ones each time */
        Figures of(C contestant) throws Exception;
    }

    private final Collection<C> contestants;
    private final Effort effort;
    private final int rounds;

    /** As many rounds as the effort allows, and one in any case. */
    public Rounds(Collection<C> contestants, Effort effort, int quick, int full) {
        this.contestants = List.copyOf(contestants);
        this.effort = effort;
        this.rounds = effort.of(quick, full);
    }

    /** One round, for the class loader and the compiler. */
    public static <C> void warmUp(Collection<C> contestants, Measurement<C> measurement) throws Exception {
        new Rounds<>(contestants, Effort.QUICK, 1, 1).run("warm-up", measurement);
    }

    /** Measures; what comes back is, for each contestant, the median of each figure. */
    public Measurements<C> run(String what, Measurement<C> measurement) throws Exception {
        Map<C, List<Figures>> all = new LinkedHashMap<>();
        int done = 0;
        while (done < rounds && (done == 0 || effort.leavesTime())) {
            done++;
            for (C contestant : contestants) {
                Figures figures = measurement.of(contestant);
                Progress.say(what + ", round " + done + " of " + rounds + ", " + contestant + ": " + figures);
                all.computeIfAbsent(contestant, none -> new ArrayList<>()).add(figures);
            }
        }
        Measurements<C> medians = new Measurements<>(done);
        all.forEach((contestant, figures) -> medians.add(contestant, median(figures)));
        return medians;
    }

    private static Figures median(List<Figures> rounds) {
        Figures median = new Figures();
        for (String name : rounds.get(0).names()) {
            median.with(
                    name,
                    Median.of(rounds.stream().map(round -> round.get(name)).toList()));
        }
        return median;
    }
}
