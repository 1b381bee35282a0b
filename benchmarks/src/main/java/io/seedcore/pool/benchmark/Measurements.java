package io.seedcore.pool.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The figures of all contestants, in their order. Not thread-safe.
 *
 * @param <C> who was measured
 */
public final class Measurements<C> {

    private final Map<C, Figures> figures = new LinkedHashMap<>();

    private final int rounds;

    Measurements(int rounds) {
        this.rounds = rounds;
    }

    /** How many rounds the medians are of. */
    public int rounds() {
        return rounds;
    }

    void add(C contestant, Figures measured) {
        figures.put(contestant, measured);
    }

    /** @throws IllegalArgumentException where {@code contestant} did not take part */
    public Figures of(C contestant) {
        Figures measured = figures.get(contestant);
        if (measured == null) {
            throw new IllegalArgumentException(contestant + " did not take part");
        }
        return measured;
    }

    public void each(BiConsumer<C, Figures> action) {
        figures.forEach(action);
    }
}
