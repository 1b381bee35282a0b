/**
 * Whether the product finds what goes wrong in a pool, and says nothing while all is well. Start reading at {@link
 * io.seedcore.pool.benchmark.anomaly.AnomaliesComparison}.
 */
@NullMarked
package io.seedcore.pool.benchmark.anomaly;

import org.jspecify.annotations.NullMarked;
