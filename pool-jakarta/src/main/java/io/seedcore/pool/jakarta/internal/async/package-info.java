/**
 * Work on a database that keeps no caller's thread, and how it is cancelled. Start at {@link
 * io.seedcore.pool.jakarta.internal.async.AsyncWork}.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.async;

import org.jspecify.annotations.NullMarked;
