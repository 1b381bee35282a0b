/**
 * What callers are told of failures, case by case.
 */
@NullMarked
package io.seedcore.pool.war.error;

import org.jspecify.annotations.NullMarked;
