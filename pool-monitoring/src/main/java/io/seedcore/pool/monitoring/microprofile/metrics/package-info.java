/**
 * The metric catalogue through MicroProfile Metrics. Loaded only where its interfaces are: some servers have none.
 */
@NullMarked
package io.seedcore.pool.monitoring.microprofile.metrics;

import org.jspecify.annotations.NullMarked;
