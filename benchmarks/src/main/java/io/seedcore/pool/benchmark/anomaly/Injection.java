package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.monitoring.anomaly.Anomaly;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One fault in a simulated pool after an hour of normal load, at some time of a working day. */
final class Injection {

    /** Within which it is to be found, in seconds. */
    static final double BOUND = 60;

    private static final double HOUR = 3_600;
    private static final int[] SIZES = {10, 20, 30};

    private final Fault fault;
    private final Random random;
    private final Rhythm rhythm;
    private final SimulatedPool pool;
    private final Looks looks;
    private final double onset;
    private final double first;
    private final double second;
    private final boolean silent;

    private Injection(Fault fault, long seed) {
        this.fault = fault;
        random = Seeds.random(seed * Fault.values().length + fault.ordinal());
        rhythm = new Rhythm(random);
        double start = random.nextInt(5) * Rhythm.DAY + rhythm.between(0, Rhythm.DAY - 2 * HOUR);
        onset = start + HOUR + rhythm.between(0, Looks.PERIOD);
        first = random.nextDouble();
        second = random.nextDouble();
        silent = random.nextBoolean();
        pool = new SimulatedPool(random, SIZES[random.nextInt(SIZES.length)], start, this::world);
        looks = new Looks(pool, rhythm, start);
    }

    /** @return what was found first, if something was within {@link #BOUND} */
    static Optional<Found> run(Fault fault, long seed) {
        return new Injection(fault, seed).run();
    }

    private Optional<Found> run() {
        looks.until(onset);
        List<Anomaly> before = List.copyOf(looks.began());
        if (fault == Fault.DEAD_REPLICA) {
            pool.runUntil(onset);
            pool.cut(silent);
        }
        looks.until(onset + BOUND);
        return looks.began().stream()
                .skip(before.size())
                .findFirst()
                .map(anomaly -> new Found(anomaly.series(), Looks.seconds(anomaly.since()) - onset));
    }

    private Conditions world(double moment) {
        Conditions normal = rhythm.at(moment);
        return moment < onset ? normal : changed(normal, moment - onset);
    }

    /** @param elapsed since it began */
    private Conditions changed(Conditions normal, double elapsed) {
        return switch (fault) {
            case LEAK -> normal.leaking(1 + 2 * first);
            case SLOW_QUERY -> normal.withSlowQueries(0.1 + 0.3 * first, 0.5 + 4 * second);
            case SLOWING_DATABASE -> normal.slower(1 + (3 + 10 * first) * Math.min(1, elapsed / (15 + 30 * second)));
            case CONNECTION_STORM -> normal.calling((1.2 + 2 * first) * pool.most() / normal.held());
            case DEAD_REPLICA -> normal;
        };
    }
}
