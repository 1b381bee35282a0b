package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.monitoring.anomaly.Anomaly;
import java.util.List;
import java.util.Random;

/** A week of a simulated pool in which nothing is wrong, from its start on: what is found is a false alarm. */
final class CalmWeek {

    private static final int SIZE = 20;

    private CalmWeek() {}

    static List<Anomaly> falseAlarms(long seed) {
        Random random = Seeds.random(seed);
        Rhythm rhythm = new Rhythm(random);
        Looks looks = new Looks(new SimulatedPool(random, SIZE, 0, rhythm::at), rhythm, 0);
        looks.until(7 * Rhythm.DAY);
        return looks.began();
    }
}
