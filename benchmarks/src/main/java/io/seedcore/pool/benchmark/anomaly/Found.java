package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.monitoring.anomaly.Series;

/** @param seconds from the beginning of the fault */
record Found(Series series, double seconds) {}
