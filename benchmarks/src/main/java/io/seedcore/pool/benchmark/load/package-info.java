/** What takes micro- to milliseconds and more: many callers, missing servers, many pools, real queries. */
@NullMarked
package io.seedcore.pool.benchmark.load;

import org.jspecify.annotations.NullMarked;
