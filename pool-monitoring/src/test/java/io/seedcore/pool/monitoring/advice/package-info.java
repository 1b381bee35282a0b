/** Advice on sizes: from what servers say, and as lines in the log. */
@NullMarked
package io.seedcore.pool.monitoring.advice;

import org.jspecify.annotations.NullMarked;
