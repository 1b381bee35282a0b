/**
 * Who has the connections of a pool, who waits for one, which statements were slow and what failed lately. Start reading
 * at {@link io.seedcore.pool.activity.PoolActivity}.
 */
@NullMarked
package io.seedcore.pool.activity;

import org.jspecify.annotations.NullMarked;
