/** What takes nanoseconds: measured by JMH, each contestant in JVMs of its own. */
@NullMarked
package io.seedcore.pool.benchmark.jmh;

import org.jspecify.annotations.NullMarked;
