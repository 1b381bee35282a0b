/**
 * Pools as JSON, for {@code /stats}, {@code /advice} and the console. The names of the keys are a promise to users. Start
 * reading at {@link io.seedcore.pool.monitoring.json.StatsJson}.
 */
@NullMarked
package io.seedcore.pool.monitoring.json;

import org.jspecify.annotations.NullMarked;
