package io.seedcore.pool.monitoring.anomaly;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line when an anomaly begins, and one when it ends. */
final class AnomalyLog implements AnomalyListener {

    private static final Logger LOG = LoggerFactory.getLogger(AnomalyMonitor.class);

    @Override
    public void began(Anomaly anomaly) {
        LOG.warn("SCP-620 {}: {}. {}", anomaly.database(), anomaly.text(), anomaly.advice());
    }

    @Override
    public void ended(Anomaly anomaly, Ending ending, Instant now) {
        String text = ending.text(anomaly, now);
        switch (ending) {
            case AS_EXPECTED -> LOG.info("SCP-621 {}: {}", anomaly.database(), text);
            case TAKEN_FOR_USUAL -> LOG.warn("SCP-622 {}: {}", anomaly.database(), text);
            case NOT_SEEN ->
                LOG.warn(
                        "SCP-623 {}: {}. It may go on: look at the database and at /console", anomaly.database(), text);
        }
    }
}
