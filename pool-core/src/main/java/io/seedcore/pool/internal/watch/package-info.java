/** Connections that say nothing for long: is the server still working for them, or has it, or the network, gone? */
@NullMarked
package io.seedcore.pool.internal.watch;

import org.jspecify.annotations.NullMarked;
