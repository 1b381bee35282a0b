/**
 * Serves the console: its page to everybody, its live data to whoever may read them. Start reading at {@link
 * io.seedcore.pool.war.console.LiveServlet}.
 */
@NullMarked
package io.seedcore.pool.war.console;

import org.jspecify.annotations.NullMarked;
