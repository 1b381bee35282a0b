/** What the application stores in a unit and a data source of its own, past the pool. */
@NullMarked
package io.seedcore.pool.it.trial.own;

import org.jspecify.annotations.NullMarked;
