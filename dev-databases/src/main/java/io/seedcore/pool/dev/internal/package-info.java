/**
 * How a database is found or started: {@link io.seedcore.pool.dev.internal.DatabaseSource} decides which of the three
 * ways, {@code GuardedDatabase} is a server with a guardian process beside it, {@code ConfiguredDatabase} one that the
 * environment names.
 */
@NullMarked
package io.seedcore.pool.dev.internal;

import org.jspecify.annotations.NullMarked;
