package io.seedcore.pool.it.drill;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done.
 *
 * @param runs how many rounds, of each database where a drill takes several
 * @param longest no further round begins after so long; null is no limit
 * @param seed what is left to chance is drawn from it
 */
record Assignment(int runs, @Nullable Duration longest, long seed) {

    /** Chance for one round: the same for the same seed, whichever worker has it and whenever. */
    Random chance(int run) {
        return new Random(seed * 1_000_003 + run);
    }
}
