/**
 * What a kind of database implements to take part in atomic transactions. A pool offers it by being an
 * {@link io.seedcore.pool.atomic.spi.AtomicPool}; start there.
 */
@NullMarked
package io.seedcore.pool.atomic.spi;

import org.jspecify.annotations.NullMarked;
