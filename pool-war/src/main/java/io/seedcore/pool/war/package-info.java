/**
 * The application: which resources answer below which path.
 *
 * <p>Start at {@link io.seedcore.pool.war.PoolApplication}.
 */
@NullMarked
package io.seedcore.pool.war;

import org.jspecify.annotations.NullMarked;
