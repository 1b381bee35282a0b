/**
 * The rules that hold the packages of this module apart.
 */
@NullMarked
package io.seedcore.pool.monitoring;

import org.jspecify.annotations.NullMarked;
