package io.seedcore.pool.monitoring.anomaly;

import java.util.Random;

/** Counters of a pool under some load, look by look: what is set here holds from the next look on. */
final class Workload {

    private static final double SECONDS_PER_LOOK = 5;
    private static final double LOGINS_PER_LOOK = 0.5;

    private final Random random;
    private final Object pool = new Object();
    int size = 20;
    double loansPerSecond = 40;
    double usageSeconds = 0.020;
    double acquireSeconds = 0.0005;
    double creationSeconds = 0.030;
    /** Connections that nobody gives back. */
    int leaked;
    /** Errors at the next look; 0 again after it. */
    int errors;

    private Timed acquired = Timed.NONE;
    private Timed returned = Timed.NONE;
    private Timed created = Timed.NONE;
    private long failed;

    Workload(long seed) {
        random = new Random(seed);
    }

    PoolLook next() {
        long loans = number(loansPerSecond * SECONDS_PER_LOOK);
        acquired = acquired.plus(took(loans, acquireSeconds));
        returned = returned.plus(took(loans, usageSeconds));
        created = created.plus(took(number(LOGINS_PER_LOOK), creationSeconds));
        failed += errors;
        errors = 0;
        int lent = (int) Math.min(30, number(loansPerSecond * usageSeconds) + leaked);
        return new PoolLook("postgresql", pool, size, lent, acquired, returned, created, failed);
    }

    private Timed took(long count, double mean) {
        double sum = 0;
        for (long each = 0; each < count; each++) {
            sum += -mean * Math.log(1 - random.nextDouble());
        }
        return new Timed(count, sum);
    }

    /** Poisson's, for what comes independently. */
    private long number(double expected) {
        long number = 0;
        for (double left = Math.exp(-Math.min(expected, 500)); (left /= random.nextDouble()) < 1; ) {
            number++;
        }
        return number;
    }
}
