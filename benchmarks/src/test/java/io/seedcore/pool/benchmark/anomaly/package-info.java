/** That what is simulated is a pool, and that faults in it are found. */
@NullMarked
package io.seedcore.pool.benchmark.anomaly;

import org.jspecify.annotations.NullMarked;
