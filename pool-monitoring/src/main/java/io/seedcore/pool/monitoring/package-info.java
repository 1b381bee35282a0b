/**
 * Health and metrics of the pools of a registry.
 *
 * <p>Applications mark methods with {@link io.seedcore.pool.monitoring.MonitorQuery} and {@link
 * io.seedcore.pool.monitoring.MonitorHealthCheck}. Within, {@code health} asks the databases, {@code metrics} counts and times, {@code microprofile} shows both through a
 * server's own interfaces, {@code cdi} puts them together in an application.
 */
@NullMarked
package io.seedcore.pool.monitoring;

import org.jspecify.annotations.NullMarked;
