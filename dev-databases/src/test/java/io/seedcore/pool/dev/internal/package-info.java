/** How a database is chosen, without starting one. */
@NullMarked
package io.seedcore.pool.dev.internal;

import org.jspecify.annotations.NullMarked;
