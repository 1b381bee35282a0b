package io.seedcore.pool.monitoring.anomaly;

import java.time.Instant;
import java.util.Arrays;

/**
 * How high a series usually is at each time of the day, by quarters of an hour: the highest of the days before, of which
 * each counts less than the one after it. So a weekend, or a night without its job, does not make everything forgotten.
 * Not thread-safe.
 */
final class DailyRhythm {

    private static final int SLOTS = 96;
    private static final int SLOT_SECONDS = 86_400 / SLOTS;

    /** What is left of a level after a day without it. */
    private static final double LEFT_AFTER_A_DAY = 0.8;

    private final double[] before = unknown();
    private final double[] today = unknown();
    private final RecentLevel current = new RecentLevel();
    private int slot;

    private static double[] unknown() {
        double[] levels = new double[SLOTS];
        Arrays.fill(levels, Double.NEGATIVE_INFINITY);
        return levels;
    }

    /** Unlike what is expected from the last minutes, this learns what is unusual too: a job that runs each night. */
    void add(double value, Instant now) {
        int next = slot(now);
        if (current.count() > 0 && next != slot) {
            for (int near = next - 1; near <= next + 1; near++) {
                remember(Math.floorMod(near, SLOTS));
            }
            today[slot] = current.median();
            current.clear();
        }
        slot = next;
        current.add(value);
    }

    /** Only when its time of day comes again is a level one of a day before: what lasts is not its own excuse. */
    private void remember(int near) {
        if (today[near] != Double.NEGATIVE_INFINITY) {
            before[near] = Math.max(today[near], LEFT_AFTER_A_DAY * before[near]);
            today[near] = Double.NEGATIVE_INFINITY;
        }
    }

    /** The highest level about this time of the days before; negative infinity where none is known. */
    double at(Instant now) {
        int here = slot(now);
        int earlier = Math.floorMod(here - 1, SLOTS);
        int later = (here + 1) % SLOTS;
        return Math.max(before[here], Math.max(before[earlier], before[later]));
    }

    private static int slot(Instant now) {
        return (int) (Math.floorMod(now.getEpochSecond(), 86_400L) / SLOT_SECONDS);
    }
}
