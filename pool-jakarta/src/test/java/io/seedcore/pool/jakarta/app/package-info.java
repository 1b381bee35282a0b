/** A small application: an entity for each kind of database, and services over them. */
@NullMarked
package io.seedcore.pool.jakarta.app;

import org.jspecify.annotations.NullMarked;
