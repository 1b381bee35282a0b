/** The pools that are compared, and the terms on which they meet. Start reading at {@link Contestant}. */
@NullMarked
package io.seedcore.pool.benchmark.contestant;

import org.jspecify.annotations.NullMarked;
