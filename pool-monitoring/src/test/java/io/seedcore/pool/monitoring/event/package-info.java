/** What is remembered of what happened. */
@NullMarked
package io.seedcore.pool.monitoring.event;

import org.jspecify.annotations.NullMarked;
