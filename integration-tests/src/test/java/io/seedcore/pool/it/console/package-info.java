/** The console: who may see what of it, and what it shows in a real browser. */
@NullMarked
package io.seedcore.pool.it.console;

import org.jspecify.annotations.NullMarked;
