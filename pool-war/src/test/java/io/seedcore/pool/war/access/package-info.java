/**
 * Who is let in, case by case.
 */
@NullMarked
package io.seedcore.pool.war.access;

import org.jspecify.annotations.NullMarked;
