/** That what is unusual is found in series of numbers, and nothing else. */
@NullMarked
package io.seedcore.pool.monitoring.anomaly;

import org.jspecify.annotations.NullMarked;
