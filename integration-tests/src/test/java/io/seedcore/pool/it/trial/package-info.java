/**
 * An application of somebody's own, made of the libraries and a few entities and beans, whose tests run inside it.
 */
@NullMarked
package io.seedcore.pool.it.trial;

import org.jspecify.annotations.NullMarked;
