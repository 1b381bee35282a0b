/**
 * What a kind of database implements to be pooled and looked up like the others.
 */
@NullMarked
package io.seedcore.pool.spi;

import org.jspecify.annotations.NullMarked;
