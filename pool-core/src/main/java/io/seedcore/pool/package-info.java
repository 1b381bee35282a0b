/**
 * What callers see: pools by name, what a pool can do, and what it says when something goes wrong.
 *
 * <p>Start at {@link io.seedcore.pool.PoolRegistry}; everything is reached from there.
 */
@NullMarked
package io.seedcore.pool;

import org.jspecify.annotations.NullMarked;
