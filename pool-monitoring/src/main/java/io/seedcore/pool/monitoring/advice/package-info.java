/** What size the pools of a registry should have. Start reading at {@link io.seedcore.pool.monitoring.advice.Advisor}. */
@NullMarked
package io.seedcore.pool.monitoring.advice;

import org.jspecify.annotations.NullMarked;
