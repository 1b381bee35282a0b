/** The faults themselves: whether they do what they say. */
@NullMarked
package io.seedcore.pool.dev.fault;

import org.jspecify.annotations.NullMarked;
