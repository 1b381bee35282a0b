package io.seedcore.pool.benchmark.anomaly;

import java.util.Random;

/** Makes what is simulated the same each time. */
final class Seeds {

    /** The golden ratio, as a fraction of 2⁶⁴. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** Neighbouring seeds would make the first numbers alike. */
    static Random random(long seed) {
        return new Random(seed * SPREAD);
    }
}
