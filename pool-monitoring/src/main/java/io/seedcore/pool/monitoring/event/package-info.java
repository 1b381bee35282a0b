/** What happened in the pools lately. Start reading at {@link io.seedcore.pool.monitoring.event.RecentEvents}. */
@NullMarked
package io.seedcore.pool.monitoring.event;

import org.jspecify.annotations.NullMarked;
