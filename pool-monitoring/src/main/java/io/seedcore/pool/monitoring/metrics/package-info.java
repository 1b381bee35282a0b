/**
 * What pools do, counted and timed, under fixed names, and the page on which Prometheus reads it.
 *
 * <p>Start at {@link io.seedcore.pool.monitoring.metrics.MetricsRecorder}, which hears of everything; the names stand
 * in {@link io.seedcore.pool.monitoring.metrics.MetricCatalog}.
 */
@NullMarked
package io.seedcore.pool.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
