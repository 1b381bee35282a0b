/**
 * Whether each database answers: asked in the background at a fixed pace, read from memory at no cost.
 *
 * <p>Start at {@link io.seedcore.pool.monitoring.health.HealthMonitor}.
 */
@NullMarked
package io.seedcore.pool.monitoring.health;

import org.jspecify.annotations.NullMarked;
