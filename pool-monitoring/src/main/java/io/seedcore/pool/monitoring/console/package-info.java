/**
 * What the console shows: its static files, and its live data as lines of JSON. Whoever serves them decides who may read.
 * Start reading at {@link io.seedcore.pool.monitoring.console.ConsoleFeed}.
 */
@NullMarked
package io.seedcore.pool.monitoring.console;

import org.jspecify.annotations.NullMarked;
