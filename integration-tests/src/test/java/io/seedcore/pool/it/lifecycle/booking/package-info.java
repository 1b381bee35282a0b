/** Goes into an application whose transactions over two databases take as long as a test wants. */
@NullMarked
package io.seedcore.pool.it.lifecycle.booking;

import org.jspecify.annotations.NullMarked;
