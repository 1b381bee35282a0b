/** Entities of the MySQL database, by the annotation of their package. */
@Database("mysql")
@NullMarked
package io.seedcore.pool.jakarta.app.ledger;

import io.seedcore.pool.jakarta.Database;
import org.jspecify.annotations.NullMarked;
