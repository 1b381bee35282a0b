/** The ways to commit in several databases. */
@NullMarked
package io.seedcore.pool.benchmark.transaction.several;

import org.jspecify.annotations.NullMarked;
