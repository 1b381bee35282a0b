/**
 * The CDI extension: decides which beans there are, says in plain words which injection points cannot be served, and
 * ties the pools to the life of the application. Start at {@link io.seedcore.pool.jakarta.internal.cdi.PoolExtension}.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.cdi;

import org.jspecify.annotations.NullMarked;
