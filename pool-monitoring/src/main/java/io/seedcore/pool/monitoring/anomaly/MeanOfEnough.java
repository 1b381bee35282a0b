package io.seedcore.pool.monitoring.anomaly;

/**
 * The average duration of what happened since there was one last. Looks in which little happened are put together; a
 * pool that is used too little to tell has no average. Not thread-safe.
 */
final class MeanOfEnough {

    private final int least;
    private final int looks;
    private Timed together = Timed.NONE;
    private int waited;

    /**
     * @param least as many must have happened
     * @param looks within so many looks
     */
    MeanOfEnough(int least, int looks) {
        this.least = least;
        this.looks = looks;
    }

    /** NaN where there is none at this look. */
    double add(Timed happened) {
        together = together.plus(happened);
        waited++;
        if (together.count() >= least) {
            double mean = together.mean();
            clear();
            return mean;
        }
        if (waited >= looks) {
            clear();
        }
        return Double.NaN;
    }

    void clear() {
        together = Timed.NONE;
        waited = 0;
    }
}
