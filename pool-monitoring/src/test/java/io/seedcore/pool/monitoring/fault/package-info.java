/**
 * Pools that fail on demand, in ways no real database can be brought to.
 */
@NullMarked
package io.seedcore.pool.monitoring.fault;

import org.jspecify.annotations.NullMarked;
