/**
 * What size a pool should have, from what was asked of it, and what its server has room for. {@link
 * io.seedcore.pool.sizing.DemandWatch} watches, {@link io.seedcore.pool.sizing.Advice} says; start reading there.
 */
@NullMarked
package io.seedcore.pool.sizing;

import org.jspecify.annotations.NullMarked;
