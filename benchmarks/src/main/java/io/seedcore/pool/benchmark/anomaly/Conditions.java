package io.seedcore.pool.benchmark.anomaly;

/**
 * What a simulated pool lives in at one moment. Times are averages, in seconds.
 *
 * @param callsPerSecond callers that ask for a connection
 * @param held for how long each keeps it
 * @param slowShare the part of them, from 0 to 1, that runs a slow query
 * @param slow for how long those keep it
 * @param leakEvery one caller in so many seconds keeps its connection for good; 0 for none
 * @param login how long opening a connection takes
 */
record Conditions(double callsPerSecond, double held, double slowShare, double slow, double leakEvery, double login) {

    static Conditions normal(double callsPerSecond, double held, double login) {
        return new Conditions(callsPerSecond, held, 0, 0, 0, login);
    }

    Conditions calling(double perSecond) {
        return new Conditions(perSecond, held, slowShare, slow, leakEvery, login);
    }

    /** Everything the database does takes so many times as long. */
    Conditions slower(double factor) {
        return new Conditions(callsPerSecond, held * factor, slowShare, slow, leakEvery, login * factor);
    }

    Conditions withSlowQueries(double share, double seconds) {
        return new Conditions(callsPerSecond, held, share, seconds, leakEvery, login);
    }

    Conditions leaking(double everySeconds) {
        return new Conditions(callsPerSecond, held, slowShare, slow, everySeconds, login);
    }
}
