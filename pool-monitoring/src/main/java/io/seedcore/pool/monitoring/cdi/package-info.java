/**
 * Puts monitoring together in an application: the beans, when they start and end, and what of MicroProfile is there.
 *
 * <p>Start at {@link io.seedcore.pool.monitoring.cdi.MonitoringExtension}.
 */
@NullMarked
package io.seedcore.pool.monitoring.cdi;

import org.jspecify.annotations.NullMarked;
