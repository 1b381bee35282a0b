/**
 * Times methods that an application marks. Start reading at {@link
 * io.seedcore.pool.monitoring.interceptor.MonitoredMethods}.
 */
@NullMarked
package io.seedcore.pool.monitoring.interceptor;

import org.jspecify.annotations.NullMarked;
