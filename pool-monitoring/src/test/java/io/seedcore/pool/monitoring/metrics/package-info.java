@NullMarked
package io.seedcore.pool.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
