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
     * @param ending why it did, which need not mean that all is well
     * @param now when it ended
     */
    default void ended(Anomaly anomaly, Ending ending, Instant now) {}
}
