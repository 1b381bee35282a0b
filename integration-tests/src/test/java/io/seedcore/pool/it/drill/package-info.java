/**
 * What takes too long for a test: many rounds of one fault against real databases at once, with figures. {@link
 * io.seedcore.pool.it.drill.DrillCommand} is the program behind {@code integration-tests/drill}; one class per drill
 * implements {@link io.seedcore.pool.it.drill.Drill}.
 */
@NullMarked
package io.seedcore.pool.it.drill;

import org.jspecify.annotations.NullMarked;
