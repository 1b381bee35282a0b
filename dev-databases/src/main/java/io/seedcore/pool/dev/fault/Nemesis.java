package io.seedcore.pool.dev.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A schedule of harm drawn from a seed: the same seed, repertoire and durations give the same steps in the same order,
 * whatever the clock says. {@link #toString()} names the seed and every step done so far, and belongs into the message
 * of whatever fails meanwhile. For one thread; {@code toString} for any.
 */
public final class Nemesis {
    private final long seed;
    private final List<Step> repertoire;
    private final Duration shortest;
    private final Duration longest;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    /**
     * @param shortest how long each step lasts at least
     * @param longest how long each step lasts at most
     */
    public Nemesis(long seed, List<Step> repertoire, Duration shortest, Duration longest) {
        if (repertoire.isEmpty() || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("no steps, or shortest=" + shortest + " above longest=" + longest);
        }
        this.seed = seed;
        this.repertoire = List.copyOf(repertoire);
        this.shortest = shortest;
        this.longest = longest;
        this.random = new Random(seed);
    }

    /** One thing that is done to a system; how it ends is another step's business, or {@code undo}'s. */
    public record Step(String name, Harm harm, Harm undo) {

        /** A fault of a proxy, healed afterwards. */
        public static Step of(FaultProxy proxy, Fault fault) {
            return new Step(fault.toString(), () -> proxy.inflict(fault), proxy::heal);
        }
    }

    @FunctionalInterface
    public interface Harm {
        void run() throws Exception;
    }

    /**
     * Does the next step, lets it last, and undoes it, also when interrupted.
     *
     * @return how long it lasted
     */
    public Duration next() throws Exception {
        Step step = repertoire.get(random.nextInt(repertoire.size()));
        Duration duration = shortest.plusNanos(
                (long) (random.nextDouble() * longest.minus(shortest).toNanos()));
        synchronized (done) {
            done.add(step.name() + " for " + duration.toMillis() + " ms");
        }
        step.harm().run();
        try {
            Thread.sleep(duration.toMillis());
        } finally {
            step.undo().run();
        }
        return duration;
    }

    /** What to replay: the seed and the steps so far. */
    @Override
    public String toString() {
        synchronized (done) {
            return "nemesis with seed " + seed + ": " + String.join(", ", done);
        }
    }
}
