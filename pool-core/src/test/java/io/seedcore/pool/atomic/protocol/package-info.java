/**
 * The protocol explored in a model: the very state machines of the product against simulated databases, in every
 * interleaving. Start at {@link io.seedcore.pool.atomic.protocol.ProtocolModelTest}.
 */
@NullMarked
package io.seedcore.pool.atomic.protocol;

import org.jspecify.annotations.NullMarked;
