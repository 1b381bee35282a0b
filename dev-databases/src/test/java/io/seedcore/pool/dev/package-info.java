/** What is promised about the databases, tried on real ones. */
@NullMarked
package io.seedcore.pool.dev;

import org.jspecify.annotations.NullMarked;
