package io.seedcore.pool.monitoring.anomaly;

import java.time.Duration;
import java.time.Instant;

/** Why nothing more is said of an anomaly. */
public enum Ending {
    /** The series was as expected again. */
    AS_EXPECTED,

    /** It lasted for {@link Anomaly#LONGEST}, and is what is expected from then on. */
    TAKEN_FOR_USUAL,

    /** It may go on unseen: the series has no values any more, or the pool is another one, of another size, or gone. */
    NOT_SEEN;

    /**
     * In one line, such as {@code usage is as expected again, after 95 s}.
     *
     * @param anomaly as it was last
     * @param now when it ended
     */
    public String text(Anomaly anomaly, Instant now) {
        String series = anomaly.series().label();
        long seconds = Duration.between(anomaly.since(), now).toSeconds();
        return switch (this) {
            case AS_EXPECTED -> series + " is as expected again, after " + seconds + " s";
            case TAKEN_FOR_USUAL ->
                "for " + seconds + " s now " + anomaly.text() + "; that is taken for usual from here on";
            case NOT_SEEN ->
                series + " is not seen any more, after " + seconds
                        + " s: it has no values now, or the pool was resized, replaced or removed";
        };
    }
}
