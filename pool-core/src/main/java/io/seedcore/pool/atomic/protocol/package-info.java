/**
 * The commit protocol without input and output: immutable states that say which requests are to be made of the databases,
 * and become the next state with each answer. Whoever runs them, against real databases or simulated ones, adds nothing
 * to the rules. Start at {@link io.seedcore.pool.atomic.protocol.Coordinator}, then
 * {@link io.seedcore.pool.atomic.protocol.Recovery} and {@link io.seedcore.pool.atomic.protocol.Removal}.
 *
 * <p>In short: the last participant writes COMMITTED into its own open transaction before anybody prepares; its commit is
 * the decision. Whoever wants to know the decision tries to write ABORTED under the same id, which waits while that
 * transaction lives, and fails once it has committed.
 */
@NullMarked
package io.seedcore.pool.atomic.protocol;

import org.jspecify.annotations.NullMarked;
