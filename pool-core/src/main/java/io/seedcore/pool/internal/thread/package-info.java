/**
 * The few threads that all pools of a JVM share, and the clock one of them moves. They start with the first pool and end
 * with the last. Start reading at {@link io.seedcore.pool.internal.thread.SharedThreads}.
 */
@NullMarked
package io.seedcore.pool.internal.thread;

import org.jspecify.annotations.NullMarked;
