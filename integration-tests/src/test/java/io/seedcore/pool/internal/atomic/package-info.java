/**
 * What the drills need of the inside of the commit protocol: members with short limits that can be stopped at each of its
 * steps. Start at {@link io.seedcore.pool.internal.atomic.WatchedEngine}.
 */
@NullMarked
package io.seedcore.pool.internal.atomic;

import org.jspecify.annotations.NullMarked;
