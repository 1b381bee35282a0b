/** Entities that all go to MySQL, as is said here once. */
@Database("mysql")
@NullMarked
package io.seedcore.pool.it.trial.orders;

import io.seedcore.pool.jakarta.Database;
import org.jspecify.annotations.NullMarked;
