/**
 * Whether a pool behaves as it usually does: its series are compared with what they were lately, and at the same time of
 * other days. Knows no thread, no clock and no database; is told a pool's counters every few seconds. Start reading at
 * {@link io.seedcore.pool.monitoring.anomaly.AnomalyMonitor}, then {@link
 * io.seedcore.pool.monitoring.anomaly.SeriesWatch}.
 */
@NullMarked
package io.seedcore.pool.monitoring.anomaly;

import org.jspecify.annotations.NullMarked;
