/**
 * One transaction over several databases: all of it is stored, or nothing, also after a crash, with no log on local disk.
 * Start at {@link io.seedcore.pool.atomic.AtomicTransaction}; the protocol itself is in
 * {@link io.seedcore.pool.atomic.protocol}, what a kind of database implements in {@link io.seedcore.pool.atomic.spi}.
 */
@NullMarked
package io.seedcore.pool.atomic;

import org.jspecify.annotations.NullMarked;
