/**
 * What differs between servers: where the transaction manager is. One small class for each.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.server;

import org.jspecify.annotations.NullMarked;
