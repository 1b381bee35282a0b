package io.seedcore.pool.monitoring.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One series of one pool. Each value is compared with what was expected: the median of the last quarter of an hour, or,
 * where that is higher, what is usual at this time of the day. Its distance, counted in usual spreads, is added up as
 * far as it is more than {@link #ALLOWED} (a one-sided CUSUM): a single outlier is never enough, and a small distance
 * has to last. Not thread-safe.
 */
final class SeriesWatch {

    /** Values that must be known before any is judged: five minutes, with one every five seconds. */
    static final int LEAST_KNOWN = 60;

    /** Spreads that a value may be above what was expected. */
    private static final double ALLOWED = 2;

    /** The most spreads that one value counts for. */
    private static final double MOST = 5;

    /** The sum from which it is an anomaly: three of the worst values in a row, or more of lesser ones. */
    private static final double ENOUGH = 8;

    /** The score below which one has ended. */
    private static final double OVER = 0.5;

    /** Looks without a value after which nothing is said any more. */
    private static final int LONG_SILENCE = 60;

    private final String database;
    private final Series series;
    private final RecentLevel recent = new RecentLevel();
    private final DailyRhythm rhythm = new DailyRhythm();
    private double sum;
    private int silence;
    private @Nullable Anomaly found;
    private Ending ending = Ending.NOT_SEEN;

    SeriesWatch(String database, Series series) {
        this.database = database;
        this.series = series;
    }

    /** @param value of this look; not finite where it has none */
    void look(double value, Instant now) {
        if (!Double.isFinite(value)) {
            if (++silence >= LONG_SILENCE) {
                calm(Ending.NOT_SEEN);
            }
            return;
        }
        silence = 0;
        if (recent.count() >= LEAST_KNOWN) {
            judge(value, now);
        }
        // What is unusual must not become what is expected before somebody had time to see it.
        if (found == null) {
            recent.add(value);
        }
        rhythm.add(value, now);
    }

    private void judge(double value, Instant now) {
        double median = recent.median();
        double expected = Math.max(median, rhythm.at(now));
        double spread = series.spread(expected, recent.deviation(median));
        double distance = value < series.newsFrom() ? 0 : Math.max(0, (value - expected) / spread);
        sum = Math.min(2 * ENOUGH, Math.max(0, sum + Math.min(MOST, distance) - ALLOWED));
        if (found == null && score() >= 1) {
            found = new Anomaly(database, series, value, expected, spread, score(), now);
        } else if (found != null) {
            follow(found, value, expected, spread, now);
        }
    }

    private void follow(Anomaly known, double value, double expected, double spread, Instant now) {
        if (score() < OVER) {
            calm(Ending.AS_EXPECTED);
        } else if (!now.isBefore(known.since().plus(Anomaly.LONGEST))) {
            calm(Ending.TAKEN_FOR_USUAL);
            recent.clear();
        } else {
            found = new Anomaly(database, series, value, expected, spread, score(), known.since());
        }
    }

    private void calm(Ending why) {
        sum = 0;
        found = null;
        ending = why;
    }

    /** 0 while the series is as expected, 1 from where it is called an anomaly, 2 at most. */
    double score() {
        return sum / ENOUGH;
    }

    /** Null while there is none. */
    @Nullable
    Anomaly anomaly() {
        return found;
    }

    /** Of the last one that ended; without meaning while none has. */
    Ending ending() {
        return ending;
    }
}
