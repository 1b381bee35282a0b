package io.seedcore.pool.monitoring.anomaly;

import java.time.Duration;
import java.time.Instant;

/**
 * A series of a pool that is, and stays, far above what was expected.
 *
 * @param value what it is, in {@link Series#unit()}
 * @param expected what it was to be, by the last quarter of an hour and by this time of other days
 * @param spread how far from that is usual
 * @param score 1 from where it is called an anomaly, 2 at most; between a half and 1 it is about to end
 * @param since when it was found
 */
public record Anomaly(
        String database, Series series, double value, double expected, double spread, double score, Instant since) {

    /** After that time it is what is expected, and has ended. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** In one line, such as {@code connections are held for 84 ms, expected 12 ms (spread 10 ms)}. */
    public String text() {
        return series.say(value) + ", expected " + series.text(expected) + " (spread " + series.text(spread) + ")";
    }

    /** What to look at next. */
    public String advice() {
        return series.advice(database);
    }
}
