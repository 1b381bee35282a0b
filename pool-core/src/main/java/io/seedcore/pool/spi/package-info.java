/**
 * What a kind of database implements to be pooled and looked up like the others; and what those use who hand a borrowed
 * connection on to others ({@link io.seedcore.pool.spi.SharedConnection}).
 */
@NullMarked
package io.seedcore.pool.spi;

import org.jspecify.annotations.NullMarked;
