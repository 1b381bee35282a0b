/**
 * Databases by injection. {@link io.seedcore.pool.jakarta.Database} names one; everything else is done by a portable
 * CDI extension, found at {@code io.seedcore.pool.jakarta.internal.cdi.PoolExtension}.
 */
@NullMarked
package io.seedcore.pool.jakarta;

import org.jspecify.annotations.NullMarked;
