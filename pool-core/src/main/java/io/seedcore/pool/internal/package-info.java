/**
 * HikariCP behind {@link io.seedcore.pool.ConnectionPool}: the only package that knows it. Closed to other modules.
 */
@NullMarked
package io.seedcore.pool.internal;

import org.jspecify.annotations.NullMarked;
