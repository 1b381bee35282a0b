package io.seedcore.pool.benchmark.anomaly;

import java.util.Random;

/**
 * The load of an application that people use: two humps a day, a quiet night with a job in it, quiet weekends; load that
 * drifts, bursts of seconds, moments in which the database is busy with itself, now and then a connection that somebody
 * on the way forgot. To be asked for ever later moments. Not thread-safe.
 */
final class Rhythm {

    static final double DAY = 86_400;
    private static final double HOUR = 3_600;
    private static final double BURSTS_PER_DAY = 15;
    private static final double HICCUPS_PER_DAY = 25;
    private static final double FORGOTTEN_PER_DAY = 4;

    private final Random random;
    private final double peak;
    private final double night;
    private final double held;
    private final double login;
    private final double jobStart;
    private final double jobCalls;
    private final double jobSlower;
    private double at;
    private double drift;
    private Passing burst = Passing.NONE;
    private Passing hiccup = Passing.NONE;

    /** Something that is over at {@code end}. */
    private record Passing(double end, double factor) {
        private static final Passing NONE = new Passing(0, 1);

        double factorAt(double moment) {
            return moment < end ? factor : 1;
        }
    }

    Rhythm(Random random) {
        this.random = random;
        peak = between(30, 120);
        night = between(0.08, 0.3);
        held = between(0.008, 0.040);
        login = between(0.010, 0.060);
        jobStart = between(1 * HOUR, 4 * HOUR);
        jobCalls = between(5, 30);
        jobSlower = between(1, 2.5);
    }

    double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    /** @param moment seconds from the midnight before a Monday */
    Conditions at(double moment) {
        double passed = moment - at;
        at = moment;
        // Falls back to 0 within some ten minutes.
        drift += -drift * Math.min(1, passed / 600)
                + 0.15 * Math.sqrt(Math.min(1, passed / 300)) * random.nextGaussian();
        if (happens(BURSTS_PER_DAY, passed)) {
            burst = new Passing(moment + between(5, 40), between(1.5, 2.5));
        }
        if (happens(HICCUPS_PER_DAY, passed)) {
            hiccup = new Passing(moment + between(2, 8), between(2, 4));
        }
        double busy = busy(moment);
        double calls = peak * busy * Math.exp(drift) * burst.factorAt(moment);
        double slowness = (1 + 0.4 * busy) * hiccup.factorAt(moment);
        if (isJobTime(moment)) {
            // The job's statements are a part of all, and slower than the others.
            double part = jobCalls / (calls + jobCalls);
            calls += jobCalls;
            slowness *= 1 + part * (jobSlower - 1);
        }
        return Conditions.normal(calls, held, login).slower(slowness);
    }

    /** How many connections break on their own since the last time this was asked. */
    int forgotten(double passed) {
        return happens(FORGOTTEN_PER_DAY, passed) ? 1 + random.nextInt(2) : 0;
    }

    private boolean happens(double perDay, double passed) {
        return random.nextDouble() < perDay * passed / DAY;
    }

    /** From the night's share to 1. */
    private double busy(double moment) {
        double hour = moment % DAY / HOUR;
        double humps = hump(hour, 10.5, 1.6) + 0.9 * hump(hour, 15, 2) + 0.35 * hump(hour, 20, 1.5);
        double weekend = moment / DAY % 7 >= 5 ? 0.35 : 1;
        return night + (1 - night) * Math.min(1, humps) * weekend;
    }

    private static double hump(double hour, double middle, double width) {
        double distance = (hour - middle) / width;
        return Math.exp(-distance * distance / 2);
    }

    private boolean isJobTime(double moment) {
        double since = moment % DAY - jobStart;
        return since >= 0 && since < 1_200;
    }
}
