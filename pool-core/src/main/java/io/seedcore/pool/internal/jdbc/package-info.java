/** JDBC objects that pass every call on, to be derived from where one call is to do more. */
@NullMarked
package io.seedcore.pool.internal.jdbc;

import org.jspecify.annotations.NullMarked;
