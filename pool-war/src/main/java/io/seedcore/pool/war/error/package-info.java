/**
 * What a caller is told when something goes wrong: a code, what happened, what to do; never what only we may know.
 *
 * <p>Start at {@link io.seedcore.pool.war.error.AnyErrorMapper}.
 */
@NullMarked
package io.seedcore.pool.war.error;

import org.jspecify.annotations.NullMarked;
