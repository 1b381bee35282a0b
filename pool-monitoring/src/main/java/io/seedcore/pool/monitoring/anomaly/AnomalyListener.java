package io.seedcore.pool.monitoring.anomaly;

import java.time.Instant;
import java.util.Map;

/** Told what was found at a look. Override what is of interest; return at once. */
public interface AnomalyListener {

    /** At each look: of each series, 0 while it is as expected, 1 from where it is called an anomaly, 2 at most. */
    default void scored(String database, Map<Series, Double> scores) {}

    default void began(Anomaly anomaly) {}

    /**
     * @param anomaly as it was at the look before
     * @param now when it ended, or, where it has lasted for {@link Anomaly#LONGEST}, became what is expected
     */
    default void ended(Anomaly anomaly, Instant now) {}
}
