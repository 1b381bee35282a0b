/**
 * The asynchronous session of Neo4j's driver for applications: its stages complete where an application may work, and
 * cancelling one ends what runs in the server. Start at {@link
 * io.seedcore.pool.jakarta.internal.graph.async.InjectedSession}.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.graph.async;

import org.jspecify.annotations.NullMarked;
