/**
 * What an error of a database or driver means for the connection, the pool and the caller. Start reading at
 * {@link io.seedcore.pool.error.DatabaseError}; the tables are data, one class per database.
 */
@NullMarked
package io.seedcore.pool.error;

import org.jspecify.annotations.NullMarked;
