package io.seedcore.pool.monitoring.anomaly;

import java.time.Duration;
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
    public void ended(Anomaly anomaly, Instant now) {
        Duration lasted = Duration.between(anomaly.since(), now);
        if (lasted.compareTo(Anomaly.LONGEST) < 0) {
            LOG.info(
                    "SCP-621 {}: {} is as expected again, after {} s",
                    anomaly.database(),
                    anomaly.series().label(),
                    lasted.toSeconds());
        } else {
            LOG.warn(
                    "SCP-622 {}: for {} s now {}; that is taken for usual from here on",
                    anomaly.database(),
                    lasted.toSeconds(),
                    anomaly.text());
        }
    }
}
