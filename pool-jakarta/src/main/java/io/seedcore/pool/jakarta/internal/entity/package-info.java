/**
 * Finds the application's entities on its class path, so that nobody lists them in XML, and says to which database each
 * belongs. CDI's own discovery is no help: it does not see classes without a bean-defining annotation.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.entity;

import org.jspecify.annotations.NullMarked;
