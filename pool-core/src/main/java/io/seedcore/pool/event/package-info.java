/**
 * What happens to connections, told to whoever listens. Logging and metrics are listeners.
 */
@NullMarked
package io.seedcore.pool.event;

import org.jspecify.annotations.NullMarked;
