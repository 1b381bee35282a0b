/** What a client of the console's live data gets. */
@NullMarked
package io.seedcore.pool.war.console;

import org.jspecify.annotations.NullMarked;
