/**
 * That a database which is down is not asked again and again, and is found again soon after it is back. Start reading
 * at {@link io.seedcore.pool.resilience.Circuit}.
 */
@NullMarked
package io.seedcore.pool.resilience;

import org.jspecify.annotations.NullMarked;
