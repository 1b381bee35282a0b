/** That the console is all there. */
@NullMarked
package io.seedcore.pool.monitoring.console;

import org.jspecify.annotations.NullMarked;
