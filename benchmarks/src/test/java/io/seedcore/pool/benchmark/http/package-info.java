/** That the comparisons can be run: not what they find. */
@NullMarked
package io.seedcore.pool.benchmark.http;

import org.jspecify.annotations.NullMarked;
