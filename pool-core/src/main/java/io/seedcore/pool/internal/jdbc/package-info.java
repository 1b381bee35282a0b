/**
 * JDBC objects that pass every call on. {@link io.seedcore.pool.internal.jdbc.DelegatingConnection} is to be derived
 * from; statements, results and the rest belong to a {@link io.seedcore.pool.internal.jdbc.Lease}, start reading there.
 */
@NullMarked
package io.seedcore.pool.internal.jdbc;

import org.jspecify.annotations.NullMarked;
